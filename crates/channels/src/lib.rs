//! Channel codecs and senders: WhatsApp
