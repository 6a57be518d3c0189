use std::fmt;

use ventanilla_domain::IdentityHint;

/// Phone digits as Meta delivered them (`5214428968441`), without `+`. Personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

/// A BSUID or parent BSUID (whatsapp-cloud-api 3.1): opaque, case-sensitive, whole. Personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UserId(String);

/// Whom to send to. Two types, because a BSUID that lands in `to` is accepted and silently dropped (whatsapp-cloud-api 3.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// Goes in `to`, with `+`.
    Phone(PhoneNumber),
    /// Goes in `recipient`.
    UserId(UserId),
}

impl PhoneNumber {
    /// Reads digits, with or without a leading `+`; none for anything else, BSUIDs above all.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let plausible = (5..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        plausible.then(|| Self(digits.to_owned()))
    }

    /// The digits as received.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl UserId {
    /// Takes an opaque id as it is; none when it is empty, holds blanks, or is a phone number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let opaque = !text.is_empty() && text.len() <= 200 && text.bytes().all(|b| b.is_ascii_graphic());
        (opaque && PhoneNumber::parse(text).is_none()).then(|| Self(text.to_owned()))
    }

    /// The id, whole.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber")
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserId")
    }
}

impl Recipient {
    /// A recipient by phone digits; none when `text` is not a phone number.
    #[must_use]
    pub fn phone(text: &str) -> Option<Self> {
        PhoneNumber::parse(text).map(Self::Phone)
    }

    /// A recipient by BSUID; none when `text` cannot be one.
    #[must_use]
    pub fn user_id(text: &str) -> Option<Self> {
        UserId::parse(text).map(Self::UserId)
    }

    /// One key for one person's pair rate, whichever way they are addressed.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Phone(phone) => canonical_phone(phone.digits()),
            Self::UserId(id) => id.as_str().to_owned(),
        }
    }
}

/// How to reach whom `hint` describes: by phone when it is known, so that webhooks keep carrying it, else by BSUID
/// (whatsapp-cloud-api 3.3). None when it has neither.
#[must_use]
pub fn recipient_of(hint: &IdentityHint) -> Option<Recipient> {
    let phone = hint.phone.as_deref().and_then(Recipient::phone);
    phone.or_else(|| hint.user_id.as_deref().and_then(Recipient::user_id))
}

/// Countries whose mobiles carry an extra digit in webhooks (whatsapp-cloud-api 3.5): Mexico `521…`, Argentina `549…`.
const EXTRA_DIGIT: [(&str, &str); 2] = [("52", "1"), ("54", "9")];
const NATIONAL_DIGITS: usize = 10;

/// The other form of a Mexican or Argentine mobile, to try once after 131026 or 131030 (whatsapp-cloud-api 3.5):
/// `5214428968441` and `524428968441` are each other's. None for all other numbers.
#[must_use]
pub fn alternative_form(phone: &PhoneNumber) -> Option<PhoneNumber> {
    let digits = phone.digits();
    EXTRA_DIGIT.iter().find_map(|(country, extra)| {
        let rest = digits.strip_prefix(country)?;
        let longer = || (rest.len() == NATIONAL_DIGITS).then(|| format!("{country}{extra}{rest}"));
        let shorter = rest.strip_prefix(extra).filter(|rest| rest.len() == NATIONAL_DIGITS);
        shorter.map(|rest| format!("{country}{rest}")).or_else(longer).map(PhoneNumber)
    })
}

/// The number people dial, for matching: `524428968441` for both forms above (whatsapp-cloud-api 3.5). Never for sending; never
/// give it a BSUID.
#[must_use]
pub fn canonical_phone(digits: &str) -> String {
    let shorter = PhoneNumber::parse(digits).and_then(|phone| alternative_form(&phone));
    shorter.filter(|other| other.digits().len() < digits.len()).map_or_else(|| digits.to_owned(), |other| other.0)
}

/// Whether `text` has the form of a BSUID or parent BSUID (whatsapp-cloud-api 3.1).
#[must_use]
pub fn is_user_id(text: &str) -> bool {
    let Some((country, rest)) = text.split_once('.') else { return false };
    let id = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && (1..=128).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric())
}
