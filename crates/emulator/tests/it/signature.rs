//! The signature and the bytes it covers (whatsapp-cloud-api 1.3, 13.1).

use ventanilla_emulator::signature;

use crate::harness::{SECRET, world};

#[test]
fn signs_like_the_vectors_of_the_reference() {
    let vectors = [
        (
            r#"{"object":"whatsapp_business_account","entry":[]}"#,
            "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
        ),
        (
            r#"{"object": "whatsapp_business_account", "entry": []}"#,
            "56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a",
        ),
        (r#"{"a":"\u00f1 \ud83d\udea8"}"#, "ac3f46f647e702e06301441a9d8b5c384485138e95f1430ab76084cffb3fc4da"),
        (r#"{"a":"ñ 🚨"}"#, "6867ab88221fd4dc6862ad33c011cf8a873036f67257aec908a9918f205b4290"),
    ];
    for (body, expected) in vectors {
        assert_eq!(signature(SECRET, body.as_bytes()), format!("sha256={expected}"), "{body}");
    }
}

#[tokio::test]
async fn webhooks_are_ascii_with_lowercase_escapes_and_signed_as_sent() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.send_text(&contact.id, "Señal 🚨 a/b").unwrap();
    let message = world.receiver.first_message().await;
    assert_eq!(message["text"]["body"], "Señal 🚨 a/b", "escaping must not change the text");
    let hook = world.receiver.hooks().remove(0);
    let raw = std::str::from_utf8(&hook.body).unwrap();
    assert!(raw.is_ascii());
    assert!(raw.contains(r"Se\u00f1al \ud83d\udea8 a\/b"), "{raw}");
    assert!(hook.signed);
}

#[tokio::test]
async fn the_handshake_is_passed_by_a_server_that_knows_the_token() {
    let world = world().await;
    let outcome = world.emulator.handshake().await;
    assert!(outcome.verified, "{outcome:?}");
}
