//! The WhatsApp side on loopback: Graph API, webhooks, a phone in the browser
