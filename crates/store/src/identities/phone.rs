/// The form in which phone numbers are compared: digits only, without the `1` of Mexican and the `9` of Argentine mobiles
/// (whatsapp-cloud-api 3.5). What was received is kept beside it; this form is never sent.
#[must_use]
pub fn phone_key(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 13 {
        for (country, mobile) in [("52", "521"), ("54", "549")] {
            if let Some(rest) = digits.strip_prefix(mobile) {
                return format!("{country}{rest}");
            }
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::phone_key;

    #[test]
    fn the_ways_to_write_a_mobile_are_one_key() {
        for (written, key) in [
            ("5218441234567", "528441234567"),
            ("+52 844 123 4567", "528441234567"),
            ("528441234567", "528441234567"),
            ("5491122223333", "541122223333"),
            ("16505551234", "16505551234"),
            ("", ""),
        ] {
            assert_eq!(phone_key(written), key, "{written}");
        }
    }
}
