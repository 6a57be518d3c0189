//! The emulator with a small business behind it, to try the phone without a server:
//! `cargo run -p ventanilla-emulator --example emulator`, then open the address it prints.
//!
//! Write "menu" to see one of each kind of message; anything else is repeated.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use ventanilla_emulator::{Emulator, EmulatorConfig};

#[derive(Clone)]
struct Business {
    graph: String,
    http: reqwest::Client,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let base = format!("http://{address}");
    let emulator = Emulator::new(EmulatorConfig {
        phone_number_id: "106540352242922".to_owned(),
        display_phone_number: "5218440000000".to_owned(),
        waba_id: "102290129340398".to_owned(),
        app_secret: "example secret".to_owned(),
        access_token: "example token".to_owned(),
        webhook_url: format!("{base}/webhook"),
        verify_token: "example verify".to_owned(),
        public_base: format!("{base}/emulator"),
        seed: 1,
    });
    emulator.add_sample_contacts();
    let business = Business {
        graph: format!("{base}/emulator/graph/v25.0/106540352242922"),
        http: reqwest::Client::builder().no_proxy().build()?,
    };
    let app = Router::new()
        .nest("/emulator", emulator.router())
        .route("/webhook", get(verify).post(receive).with_state(business));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    let shutdown = CancellationToken::new();
    tokio::spawn(emulator.run(shutdown.clone()));
    tracing_subscriber::fmt().init();
    tracing::info!("open {base}/emulator and write \"menu\"");
    axum::serve(listener, app).await?;
    shutdown.cancel();
    Ok(())
}

async fn verify(Query(query): Query<HashMap<String, String>>) -> String {
    query.get("hub.challenge").cloned().unwrap_or_default()
}

async fn receive(State(business): State<Business>, body: Bytes) {
    let Ok(webhook) = serde_json::from_slice::<Value>(&body) else { return };
    let messages = webhook["entry"][0]["changes"][0]["value"]["messages"].as_array().cloned().unwrap_or_default();
    for message in messages {
        tokio::spawn(answer(business.clone(), message));
    }
}

async fn answer(business: Business, message: Value) {
    let to = message["from_user_id"].as_str().unwrap_or_default().to_owned();
    let id = message["id"].clone();
    let typing = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id, "typing_indicator": { "type": "text" } });
    post(&business, &typing).await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let said = message["text"]["body"].as_str().unwrap_or_default();
    if said.eq_ignore_ascii_case("menu") {
        for (kind, content) in samples() {
            post(&business, &json!({ "messaging_product": "whatsapp", "recipient": to, "type": kind, kind: content }))
                .await;
        }
        return;
    }
    let echo = match message["type"].as_str() {
        Some("text") => format!("Dijiste: *{said}*"),
        Some(kind) => format!("Llegó: _{kind}_"),
        None => return,
    };
    let reply = json!({ "messaging_product": "whatsapp", "recipient": to, "type": "text", "text": { "body": echo }, "context": { "message_id": id } });
    post(&business, &reply).await;
}

async fn post(business: &Business, body: &Value) {
    let sent =
        business.http.post(format!("{}/messages", business.graph)).bearer_auth("example token").json(body).send();
    if let Ok(response) = sent.await
        && !response.status().is_success()
    {
        let answer = response.text().await.unwrap_or_default();
        tracing::warn!(answer, "refused");
    }
}

fn samples() -> Vec<(&'static str, Value)> {
    let button = |id: &str, title: &str| json!({ "type": "reply", "reply": { "id": id, "title": title } });
    let row =
        |id: &str, title: &str, description: &str| json!({ "id": id, "title": title, "description": description });
    vec![
        (
            "text",
            json!({ "body": "Si hay peligro, llama primero al *911*.\n\nPuedo con _cursiva_, ~tachado~, `código` y ligas: https://saltillo.gob.mx\n- uno\n- dos\n> una cita" }),
        ),
        (
            "interactive",
            json!({ "type": "button", "header": { "type": "text", "text": "Ventanilla" }, "body": { "text": "¿Es una emergencia?" }, "footer": { "text": "Gobierno de Saltillo" },
            "action": { "buttons": [button("si", "Sí, ahora"), button("no", "No"), button("humano", "Hablar con alguien")] } }),
        ),
        (
            "interactive",
            json!({ "type": "list", "body": { "text": "¿Qué está pasando?" }, "action": { "button": "Ver opciones", "sections": [
            { "title": "Vía pública", "rows": [row("choque", "Choque", "Con o sin personas heridas"), row("bache", "Bache", "Hoyo o hundimiento")] },
            { "title": "Seguridad", "rows": [row("robo", "Robo", "A persona, casa o negocio"), row("ruido", "Ruido", "Fiesta, negocio o vecino")] } ] } }),
        ),
        (
            "interactive",
            json!({ "type": "location_request_message", "body": { "text": "¿Dónde es? Comparte el punto exacto." }, "action": { "name": "send_location" } }),
        ),
        (
            "interactive",
            json!({ "type": "cta_url", "body": { "text": "Consulta tu reporte cuando quieras." }, "action": { "name": "cta_url", "parameters": { "display_text": "Ver mi reporte", "url": "https://example.org/r/7K2M" } } }),
        ),
        (
            "interactive",
            json!({ "type": "request_contact_info", "body": { "text": "¿Nos compartes tu número?" }, "action": { "name": "request_contact_info" } }),
        ),
        (
            "location",
            json!({ "latitude": 25.4232, "longitude": -100.9931, "name": "Plaza de Armas", "address": "Centro, Saltillo" }),
        ),
        (
            "contacts",
            json!([{ "name": { "formatted_name": "Bomberos Saltillo", "first_name": "Bomberos" }, "phones": [{ "phone": "+52 844 414 2222", "type": "WORK" }] }]),
        ),
        (
            "template",
            json!({ "name": "aviso_reporte", "language": { "code": "es_MX" }, "components": [{ "type": "body", "parameters": [{ "type": "text", "text": "7K2M-9" }, { "type": "text", "text": "en camino" }] }] }),
        ),
    ]
}
