//! The verification handshake (whatsapp-cloud-api 1.1).

use serde::Serialize;

use crate::change::Change;
use crate::emulator::Emulator;
use crate::ids;

/// How the server answered the handshake.
#[derive(Clone, Debug, Serialize)]
pub struct Handshake {
    /// Whether status and challenge were right.
    pub verified: bool,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// What went wrong, in words.
    pub problem: Option<String>,
}

impl Emulator {
    /// Asks the server to prove that it knows the verify token.
    pub async fn handshake(&self) -> Handshake {
        let challenge = ids::media_id();
        let query = [
            ("hub.mode", "subscribe"),
            ("hub.challenge", challenge.as_str()),
            ("hub.verify_token", self.config().verify_token.as_str()),
        ];
        let outcome = match self.ask(&query).await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                judge(status, &answer.text().await.unwrap_or_default(), &challenge)
            }
            Err(problem) => Handshake { verified: false, status: None, problem: Some(problem) },
        };
        self.world().verified = outcome.verified;
        self.announce(|| Change::Webhook { verified: outcome.verified });
        outcome
    }

    async fn ask(&self, query: &[(&str, &str)]) -> Result<reqwest::Response, String> {
        let url =
            reqwest::Url::parse_with_params(&self.config().webhook_url, query).map_err(|error| error.to_string())?;
        self.http().get(url).send().await.map_err(|error| error.to_string())
    }
}

fn judge(status: u16, body: &str, challenge: &str) -> Handshake {
    let problem = match status {
        200 if body == challenge => None,
        200 => Some("the body is not the raw challenge".to_owned()),
        other => Some(format!("answered {other} instead of 200")),
    };
    Handshake { verified: problem.is_none(), status: Some(status), problem }
}
