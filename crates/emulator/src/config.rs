//! What the emulator must know to play WhatsApp's part.

use std::fmt;

/// The business number the emulator serves and the server it talks to.
///
/// All of it is what an operator would copy from Meta's dashboard (whatsapp-cloud-api 9.5), plus
/// where the emulator itself can be reached.
#[derive(Clone)]
pub struct EmulatorConfig {
    /// Id of the business number in API paths; not the phone number.
    pub phone_number_id: String,
    /// Digits people see, e.g. `5218440000000`.
    pub display_phone_number: String,
    /// WhatsApp Business Account; `entry[].id` of every webhook.
    pub waba_id: String,
    /// Key of the webhook signature (whatsapp-cloud-api 1.3).
    pub app_secret: String,
    /// Bearer token the Graph API accepts.
    pub access_token: String,
    /// Where webhooks are posted, e.g. `http://127.0.0.1:8080/webhooks/whatsapp`.
    pub webhook_url: String,
    /// Token of the verification handshake (whatsapp-cloud-api 1.1).
    pub verify_token: String,
    /// Address of the emulator's router without a final slash, e.g. `http://127.0.0.1:8080/emulator`.
    /// Media links start with it.
    pub public_base: String,
    /// Makes user ids and shuffles repeatable: the same seed and phone give the same user id.
    pub seed: u64,
}

impl fmt::Debug for EmulatorConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmulatorConfig")
            .field("phone_number_id", &self.phone_number_id)
            .field("waba_id", &self.waba_id)
            .field("webhook_url", &self.webhook_url)
            .field("public_base", &self.public_base)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}
