//! Makes the pictures of the README from the program itself: `cargo run --example screenshots`.
//!
//! Each scene of [`scene::SCENES`] is played in a real terminal and drawn as SVG into the build folder and as
//! PNG into `screenshots/`. With `--program` it pictures any other terminal program.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a tool beside the product: it starts programs, waits by the clock and says what it wrote"
)]

mod capture;
mod glyph;
mod keys;
mod palette;
mod scene;
mod svg;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use color_eyre::Result;
use color_eyre::eyre::{OptionExt as _, WrapErr as _, bail, ensure};

use crate::palette::Background;
use crate::scene::{SCENES, Scene, Size};

/// Pictures gonogo, scene by scene.
#[derive(Debug, Parser)]
#[command(name = "screenshots")]
struct Arguments {
    /// The scenes to picture; all of them if none is named.
    #[arg(value_name = "NAME", conflicts_with = "program")]
    names: Vec<String>,
    /// Picture the release build that is there instead of building it first.
    #[arg(long)]
    no_build: bool,
    /// Where the PNG files go [default: screenshots in the project].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Picture this program instead.
    #[arg(long, value_name = "PATH", requires = "name")]
    program: Option<PathBuf>,
    /// The name of that picture.
    #[arg(long, requires = "program")]
    name: Option<String>,
    /// The size of its terminal.
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "80x24", requires = "program")]
    size: Size,
    /// The keys that lead to it, such as '3<pause>c<esc><c-d>'.
    #[arg(long, default_value = "", allow_hyphen_values = true, requires = "program")]
    keys: String,
    /// The text in its window's bar.
    #[arg(long, default_value = "", requires = "program")]
    title: String,
    /// Use a light terminal.
    #[arg(long, requires = "program")]
    light: bool,
    /// The program's own arguments.
    #[arg(last = true, requires = "program")]
    args: Vec<String>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = target_folder()?;
    let studio = Studio {
        svgs: target.join("screenshots"),
        pngs: arguments.out.clone().unwrap_or_else(|| root.join("screenshots")),
    };

    if let Some(program) = &arguments.program {
        let args: Vec<&str> = arguments.args.iter().map(String::as_str).collect();
        let scene = Scene {
            name: arguments.name.as_deref().ok_or_eyre("a picture needs a --name")?,
            title: &arguments.title,
            size: arguments.size,
            ground: if arguments.light { Background::Light } else { Background::Dark },
            setup: &[],
            args: &args,
            env: &[],
            keys: &arguments.keys,
        };
        return studio.picture_all(&located(program)?, &[scene]);
    }

    let scenes = chosen(&arguments.names)?;
    if !arguments.no_build {
        build(root)?;
    }
    let program = target.join("release").join("gonogo").with_extension(std::env::consts::EXE_EXTENSION);
    ensure!(program.exists(), "{} is not there: run without --no-build to build it", program.display());
    studio.picture_all(&program, &scenes)
}

/// The folder of all builds: this program stands in `examples` of one of them.
fn target_folder() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    Ok(here.ancestors().nth(3).ok_or_eyre("the build folder is not where cargo puts it")?.to_owned())
}

/// A name is looked for on PATH; a path is made absolute, because the program runs in another folder.
fn located(program: &Path) -> Result<PathBuf> {
    if program.components().count() == 1 {
        return Ok(program.to_owned());
    }
    program.canonicalize().wrap_err_with(|| format!("there is no program at {}", program.display()))
}

fn chosen(names: &[String]) -> Result<Vec<Scene<'static>>> {
    if names.is_empty() {
        return Ok(SCENES.to_vec());
    }
    let find = |name: &String| SCENES.iter().find(|scene| scene.name == name).copied();
    let Some(unknown) = names.iter().find(|name| find(name).is_none()) else {
        return Ok(names.iter().filter_map(find).collect());
    };
    let known: Vec<_> = SCENES.iter().map(|scene| scene.name).collect();
    bail!("there is no scene {unknown}; there are {}", known.join(", "))
}

fn build(root: &Path) -> Result<()> {
    // Cargo names itself to the programs it runs; without it the one on PATH will do.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status =
        Command::new(cargo).args(["build", "--release", "--bin", "gonogo"]).current_dir(root).status()?;
    ensure!(status.success(), "the release build failed, see above");
    Ok(())
}

/// Where the pictures go.
struct Studio {
    svgs: PathBuf,
    pngs: PathBuf,
}

impl Studio {
    fn picture_all(&self, program: &Path, scenes: &[Scene<'_>]) -> Result<()> {
        fs::create_dir_all(&self.svgs)?;
        let mut converted = true;
        for scene in scenes {
            let svg = self
                .picture(program, scene)
                .wrap_err_with(|| format!("scene {} at {} has no picture", scene.name, scene.size))?;
            converted = converted && self.convert(scene, &svg)?;
        }
        if !converted {
            println!(
                "For PNG files, install rsvg-convert and the font \
                 (`apt-get install librsvg2-bin fonts-jetbrains-mono`) and run this again."
            );
        }
        Ok(())
    }

    fn picture(&self, program: &Path, scene: &Scene<'_>) -> Result<PathBuf> {
        // Every scene has a home of its own, so that none sees what another left behind.
        let home = tempfile::tempdir()?;
        let screen = capture::play(program, home.path(), scene)?;
        let path = self.svgs.join(scene.name).with_extension("svg");
        fs::write(&path, svg::draw(&screen, scene.ground, scene.title))?;
        println!("{}", path.display());
        Ok(path)
    }

    /// Writes the PNG beside; returns false if the program that does it is not installed.
    fn convert(&self, scene: &Scene<'_>, svg: &Path) -> Result<bool> {
        fs::create_dir_all(&self.pngs)?;
        let png = self.pngs.join(scene.name).with_extension("png");
        match Command::new("rsvg-convert").arg("--output").arg(&png).arg(svg).status() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error).wrap_err("cannot start rsvg-convert"),
            Ok(status) => ensure!(status.success(), "rsvg-convert could not read {}", svg.display()),
        }
        println!("{}", png.display());
        Ok(true)
    }
}
