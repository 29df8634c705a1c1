//! The proof that the palettes can be read and told apart: contrast against ground and selected row, and distance
//! between the status colours as three kinds of colour-blind eyes see them. Test code only.

use super::colors::{DARK, LIGHT, Palette, Tone};

type Rgb = [f64; 3];

/// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
const EYES: [(&str, [Rgb; 3]); 3] = [
    (
        "protan",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deutan",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritan",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn bytes_of_index(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [8 + 10 * (index - 232); 3];
    }
    let steps = [0, 95, 135, 175, 215, 255];
    let cube = usize::from(index - 16);
    [steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6]]
}

fn linear(bytes: [u8; 3]) -> Rgb {
    bytes.map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// A colour as the 24-bit tier and as the 256-colour tier show it, in linear RGB.
fn both(tone: Tone) -> [Rgb; 2] {
    let [_, red, green, blue] = tone.rgb.to_be_bytes();
    [linear([red, green, blue]), linear(bytes_of_index(tone.index))]
}

fn dot(a: Rgb, b: Rgb) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour| dot(colour, [0.2126, 0.7152, 0.0722]) + 0.05;
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

fn lab(colour: Rgb) -> Rgb {
    let curve = |value: f64| {
        if value > 216.0 / 24_389.0 { value.cbrt() } else { (24_389.0 / 27.0 * value + 16.0) / 116.0 }
    };
    let x = curve(dot(colour, [0.412_456, 0.357_576, 0.180_438]) / 0.950_47);
    let y = curve(dot(colour, [0.212_673, 0.715_152, 0.072_175]));
    let z = curve(dot(colour, [0.019_334, 0.119_192, 0.950_304]) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIE 1976 colour difference.
fn difference(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (lab(a), lab(b));
    let gap = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    dot(gap, gap).sqrt()
}

fn seen_by(eye: &[Rgb; 3], colour: Rgb) -> Rgb {
    eye.map(|row| dot(row, colour).clamp(0.0, 1.0))
}

const PALETTES: [(&str, &Palette); 2] = [("dark", &DARK), ("light", &LIGHT)];

fn words(palette: &Palette) -> [(&'static str, Tone); 9] {
    [
        ("text", palette.text),
        ("muted", palette.muted),
        ("subtle", palette.subtle),
        ("accent", palette.accent),
        ("focus", palette.focus),
        ("go", palette.go),
        ("warn", palette.warn),
        ("danger", palette.danger),
        ("escal", palette.escal),
    ]
}

#[track_caller]
fn reads(what: &str, words: Tone, ground: Tone) {
    for (words, ground) in both(words).into_iter().zip(both(ground)) {
        let ratio = contrast(words, ground);
        assert!(ratio >= 4.5, "{what}: {ratio:.2}");
    }
}

#[test]
fn words_read_on_the_ground_and_on_surfaces() {
    for (name, palette) in PALETTES {
        for (role, tone) in words(palette) {
            reads(&format!("{name} {role} on ground"), tone, palette.ground);
            reads(&format!("{name} {role} on surface"), tone, palette.surface);
        }
    }
}

#[test]
fn words_read_on_a_selected_row_except_subtle_ones() {
    for (name, palette) in PALETTES {
        for (role, tone) in words(palette) {
            if role != "subtle" {
                reads(&format!("{name} {role} on select"), tone, palette.select);
            }
        }
    }
}

#[test]
fn badges_and_filled_heat_cells_read() {
    for (name, palette) in PALETTES {
        let grounds = [palette.go, palette.warn, palette.danger];
        for (words, ground) in palette.on_badge.into_iter().zip(grounds) {
            reads(&format!("{name} badge"), words, ground);
        }
        for (words, ground) in palette.on_heat.into_iter().zip(palette.heat_filled) {
            reads(&format!("{name} heat"), words, ground);
        }
    }
}

#[test]
fn status_colours_stay_apart_for_colour_blind_eyes() {
    for (name, palette) in PALETTES {
        let (go, warn, danger) = (both(palette.go), both(palette.warn), both(palette.danger));
        for tier in 0..2 {
            for (eye, matrix) in &EYES {
                let [go, warn, danger] = [go[tier], warn[tier], danger[tier]].map(|c| seen_by(matrix, c));
                for (pair, a, b) in
                    [("go/warn", go, warn), ("go/danger", go, danger), ("warn/danger", warn, danger)]
                {
                    let apart = difference(a, b);
                    assert!(apart >= 15.0, "{name} {eye} tier {tier} {pair}: {apart:.1}");
                }
            }
        }
    }
}

#[test]
fn the_256_colours_are_the_nearest_that_pass() {
    // These two sets give way to a neighbour: nearest would fail contrast or the colour-blind check.
    let exceptions = [DARK.danger, LIGHT.go];
    for (name, palette) in PALETTES {
        for (role, tone) in words(palette) {
            if exceptions.contains(&tone) {
                continue;
            }
            let [wanted, chosen] = both(tone);
            let chosen = difference(wanted, chosen);
            let nearest = (16..=255u8)
                .map(|index| difference(wanted, linear(bytes_of_index(index))))
                .fold(f64::INFINITY, f64::min);
            assert!(chosen <= nearest + 1e-9, "{name} {role}: {chosen:.1}, nearest {nearest:.1}");
        }
    }
}
