//! Any bytes as the body of a signed webhook: no panic, and what is kept of an item is itself a webhook that reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ventanilla_channels::whatsapp::parse;

fuzz_target!(|body: &[u8]| {
    for item in parse(body).unwrap_or_default() {
        assert!(!item.raw.contains('\0'), "PostgreSQL cannot hold U+0000");
        if item.update.is_ok() {
            let again = parse(item.raw.as_bytes()).expect("what was understood once is JSON");
            assert_eq!(again.len(), 1);
        }
    }
});
