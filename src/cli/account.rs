//! The account of the machine from which a command is given: the login, and the key where the session was opened with one.

use super::{current_user::login, paths};
use crate::store::Account;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use sha2::{Digest, Sha256};

/// The account of this session. An SSH server that is told to (`ExposeAuthInfo yes`) names a file that says by which key the
/// session was opened; without it the key is not known.
pub(super) fn of_this_session() -> Account {
    let auth = paths::variable("SSH_USER_AUTH").and_then(|path| std::fs::read_to_string(path).ok());
    Account { login: Some(login()), key: auth.as_deref().and_then(fingerprint) }
}

/// The fingerprint of the key in what the server wrote, as `ssh-keygen -l` shows it: `SHA256:…`.
fn fingerprint(auth: &str) -> Option<String> {
    let key = auth.lines().find_map(|line| line.strip_prefix("publickey "))?;
    let blob = STANDARD.decode(key.split_whitespace().nth(1)?).ok()?;
    Some(format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(blob))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_by_the_fingerprint_that_ssh_keygen_shows() {
        let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        let said = fingerprint(&format!("publickey {key}\n")).unwrap();
        assert!(said.starts_with("SHA256:") && said.len() == 50 && !said.ends_with('='), "{said}");
        assert_eq!(fingerprint("password\n"), None);
        assert_eq!(fingerprint("publickey ssh-ed25519 not/base64!\n"), None);
    }
}
