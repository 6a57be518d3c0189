//! JSON as Meta writes it: everything beyond ASCII as `\uxxxx` in lowercase, `/` as `\/`
//! (whatsapp-cloud-api 1.3). Receivers that re-serialise before checking the signature fail here.

use std::fmt::Write as _;

use serde_json::Value;

/// Bytes of a JSON value in Meta's spelling.
pub(crate) fn encode(value: &Value) -> Vec<u8> {
    let plain = value.to_string();
    let mut out = String::with_capacity(plain.len() + plain.len() / 8);
    for character in plain.chars() {
        match character {
            '/' => out.push_str("\\/"),
            ascii if ascii.is_ascii() => out.push(ascii),
            other => escape(other, &mut out),
        }
    }
    out.into_bytes()
}

fn escape(character: char, out: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a String cannot fail.
        write!(out, "\\u{unit:04x}").unwrap_or_default();
    }
}
