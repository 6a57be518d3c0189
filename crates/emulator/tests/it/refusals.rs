//! Requests refused before anything else is looked at.

use serde_json::{Value, json};

use crate::harness::{NUMBER, TOKEN, World, text_to, world};

async fn code(world: &World, url: String, token: &str, body: &str) -> (u16, i64) {
    let request = world.http.post(url).header("authorization", token).header("content-type", "application/json");
    let answer = request.body(body.to_owned()).send().await.unwrap();
    let status = answer.status().as_u16();
    let json: Value = answer.json().await.unwrap();
    (status, json["error"]["code"].as_i64().unwrap())
}

#[tokio::test]
async fn token_number_version_and_json_must_be_right() {
    let world = world().await;
    let body = text_to("+5218441234567", "hola").to_string();
    let right = world.graph(&format!("{NUMBER}/messages"));
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(code(&world, right.clone(), "Bearer other", &body).await, (401, 190));
    assert_eq!(code(&world, right.clone(), TOKEN, &body).await, (401, 190));
    assert_eq!(code(&world, world.graph("999/messages"), &bearer, &body).await, (400, 100));
    assert_eq!(code(&world, right.replace("v25.0", "latest"), &bearer, &body).await, (400, 100));
    assert_eq!(code(&world, right.clone(), &bearer, "{\"to\":").await, (400, 100));
    assert_eq!(code(&world, right, &bearer, "[]").await, (400, 100));
    assert_eq!(world.emulator.counters().unauthorized, 2);
}

#[tokio::test]
async fn the_number_and_its_account_can_be_read() {
    let world = world().await;
    let get = async |path: &str| -> Value {
        world.http.get(world.graph(path)).bearer_auth(TOKEN).send().await.unwrap().json().await.unwrap()
    };
    let number = get(&format!("{NUMBER}?fields=display_phone_number,health_status")).await;
    assert_eq!(number["display_phone_number"], "5218440000000");
    assert_eq!(number["health_status"]["can_send_message"], "AVAILABLE");
    assert_eq!(number["id"], NUMBER);
    assert!(number.get("quality_rating").is_none(), "only what was asked for");
    assert_eq!(get("102290129340398/phone_numbers").await["data"][0]["id"], NUMBER);
    assert!(get("102290129340398/subscribed_apps").await["data"].is_array());
    assert_eq!(get("424242").await["error"]["code"], 100);
}

#[tokio::test]
async fn registered_templates_are_checked_and_rendered() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    let template = json!({ "name": "case_update", "language": "es_MX", "category": "UTILITY", "components": [
        { "type": "BODY", "text": "Tu reporte {{folio}} está {{state}}." },
        { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Ya no avisar" }] } ] });
    let created = world
        .http
        .post(world.graph("102290129340398/message_templates"))
        .bearer_auth(TOKEN)
        .json(&template)
        .send()
        .await
        .unwrap();
    assert_eq!(created.json::<Value>().await.unwrap()["status"], "APPROVED");
    let send = |name: &str, parameters: Value| {
        json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": "template", "template": { "name": name,
            "language": { "code": "es_MX" }, "components": [{ "type": "body", "parameters": parameters }] } })
    };
    let named = |name: &str, text: &str| json!({ "type": "text", "parameter_name": name, "text": text });
    let both = json!([named("state", "en camino"), named("folio", "A-12")]);
    let (_, unknown) = world.post(&send("other", both.clone())).await;
    assert_eq!(unknown["error"]["code"], 132_001);
    let (_, short) = world.post(&send("case_update", json!([named("folio", "A-12")]))).await;
    assert_eq!(short["error"]["code"], 132_000);
    let (status, _) = world.post(&send("case_update", both)).await;
    assert_eq!(status, 200);
    let bubble = world.emulator.wait_for_bubble(&contact.id, |_| true, crate::harness::PATIENCE).await.unwrap();
    assert_eq!(bubble.text, "Tu reporte A-12 está en camino.");
    world.emulator.tap(&contact.id, "Ya no avisar").unwrap();
    let message = world.receiver.first_message().await;
    assert_eq!(message["button"], json!({ "payload": "Ya no avisar", "text": "Ya no avisar" }));
    assert_eq!(message["context"]["id"], bubble.id.as_str());
}
