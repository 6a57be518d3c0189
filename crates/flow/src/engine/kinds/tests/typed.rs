use ventanilla_domain::Timestamp;

use super::super::typed::{Read, read};
use crate::model::AskType;
use crate::value::Value;

/// 2026-11-24, noon in Saltillo.
const LOCAL: Timestamp = Timestamp(1_795_521_600_000);

fn told(kind: AskType, text: &str) -> String {
    match read(kind, text, LOCAL) {
        Read::Value(Value::Text(text)) => text,
        Read::Value(Value::Int(number)) => number.to_string(),
        Read::Value(Value::Number(number)) => number.to_string(),
        Read::Value(Value::Bool(yes)) => yes.to_string(),
        Read::Value(other) => format!("{other:?}"),
        Read::Wrong => "wrong".to_owned(),
        Read::Nothing => "nothing".to_owned(),
    }
}

#[test]
fn answers_are_read_as_people_write_them() {
    let table = [
        (AskType::Text, " hola ", "hola"),
        (AskType::Text, "😀", "nothing"),
        (AskType::Number, "como 30 personas", "30"),
        (AskType::Number, "1,500", "1500"),
        (AskType::Number, "2,5", "2.5"),
        (AskType::Number, "-3", "-3"),
        (AskType::Number, "entre 2 y 3", "nothing"),
        (AskType::Number, "muchos", "nothing"),
        (AskType::Number, "99999999999999999999999", "100000000000000000000000"),
        (AskType::Date, "hoy", "2026-11-24"),
        (AskType::Date, "Ayer.", "2026-11-23"),
        (AskType::Date, "24/11/2026", "2026-11-24"),
        (AskType::Date, "3-2-26", "2026-02-03"),
        (AskType::Date, "2026-02-03", "2026-02-03"),
        (AskType::Date, "el 5 de mayo", "2026-05-05"),
        (AskType::Date, "5 de mayo de 2025", "2025-05-05"),
        (AskType::Date, "31/02/2026", "wrong"),
        (AskType::Date, "13/13/2026", "wrong"),
        (AskType::Date, "29/02/2024", "2024-02-29"),
        (AskType::Date, "29/02/2026", "wrong"),
        (AskType::Date, "un día", "nothing"),
        (AskType::Time, "21:30", "21:30"),
        (AskType::Time, "9 pm", "21:00"),
        (AskType::Time, "a las 9:15 de la noche", "21:15"),
        (AskType::Time, "12 am", "00:00"),
        (AskType::Time, "9 de la mañana", "09:00"),
        (AskType::Time, "25:00", "wrong"),
        (AskType::Time, "al rato", "nothing"),
        (AskType::Email, "es Ana.Paz@Example.MX gracias", "ana.paz@example.mx"),
        (AskType::Email, "ana@", "wrong"),
        (AskType::Email, "no tengo", "nothing"),
        (AskType::Phone, "844 123 45 67", "8441234567"),
        (AskType::Phone, "+52 1 844 123 4567", "+5218441234567"),
        (AskType::Phone, "911", "wrong"),
        (AskType::Phone, "luego", "nothing"),
        (AskType::Plate, "abc-12-34", "ABC1234"),
        (AskType::Plate, "FRT 123 A", "FRT123A"),
        (AskType::Plate, "12", "wrong"),
        (AskType::Plate, "no la vi", "nothing"),
        (AskType::Yesno, "Sí", "true"),
        (AskType::Yesno, "claro que sí!", "true"),
        (AskType::Yesno, "nel", "false"),
        (AskType::Yesno, "tal vez", "nothing"),
    ];
    for (kind, text, expected) in table {
        assert_eq!(told(kind, text).as_str(), expected, "{kind:?} {text}");
    }
}

#[test]
fn the_day_turns_with_local_time() {
    let before_midnight_in_saltillo = Timestamp(1_795_521_600_000).plus(ventanilla_domain::Duration::hours(11));
    assert_eq!(
        read(AskType::Date, "hoy", before_midnight_in_saltillo),
        Read::Value(Value::Text("2026-11-24".to_owned()))
    );
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in proptest::prelude::any::<String>()) {
        for kind in [AskType::Text, AskType::Number, AskType::Date, AskType::Time, AskType::Email, AskType::Phone, AskType::Plate, AskType::Yesno] {
            let _seen = told(kind, &text);
        }
    }
}
