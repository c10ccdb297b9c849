//! Digests and the ids made from them.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest as _, Sha256};

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(HEXLOWER.encode(&Sha256::digest(bytes)))
    }

    /// The 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A digest of many fields. Each is preceded by what it is and its length, so that no two lists of fields give one digest.
#[derive(Debug, Clone, Default)]
pub struct FieldsDigest(Sha256);

impl FieldsDigest {
    /// Adds a field; `kind` keeps apart what is written with the same bytes, such as no words and empty ones.
    pub fn add(&mut self, kind: u8, field: &[u8]) {
        let mut head = [kind; 9];
        for (to, byte) in head.iter_mut().skip(1).zip((field.len() as u64).to_be_bytes()) {
            *to = byte;
        }
        self.0.update(head);
        self.0.update(field);
    }

    /// The digest of all of them.
    pub fn digest(self) -> Digest {
        Digest(HEXLOWER.encode(&self.0.finalize()))
    }
}

/// An id: the kind's letter and 26 lower-case base-32 characters, the first 128 bits of the SHA-256 of the fields.
/// Each field is preceded by its length, so that no two lists of fields give one digest.
pub fn id_of(kind: char, fields: &[&str]) -> String {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field.as_bytes());
    }
    let digest = hash.finalize();
    let mut id = String::with_capacity(27);
    id.push(kind);
    BASE32_NOPAD.encode_append(digest.get(..16).unwrap_or_default(), &mut id);
    id.make_ascii_lowercase();
    id
}
