use proptest::prelude::*;
use ventanilla_classifier::NONE;

use crate::MODEL;

#[test]
fn what_says_nothing_is_none_of_the_categories_and_not_urgent() {
    let long = "a".repeat(100_000);
    let control = "\u{0}\u{1}\u{2}PNG\u{fffd}\u{fffd}IHDR\u{4}\u{5}".repeat(500);
    let texts = [
        "",
        " ",
        "\n\t",
        "🔥",
        "😭😭😭😭",
        "a",
        "Ñ",
        "7",
        "12345",
        "....",
        "¿?",
        "\u{200b}\u{200f}\u{feff}",
        "\u{0}\u{1}\u{2}",
        &long,
        &control,
    ];
    for text in texts {
        let found = MODEL.classify(text);
        assert_eq!(found.category, NONE, "{:?}", text.chars().take(20).collect::<String>());
        assert_eq!(found.candidates.len(), 1);
        assert!(!found.urgent);
    }
}

#[test]
fn long_texts_are_read_from_their_beginning() {
    let story = format!("me robaron mi carro anoche afuera de mi casa {}", " y luego nada".repeat(100_000));
    assert_eq!(MODEL.classify(&story), MODEL.classify(&story[..200_000]));
    assert_eq!(MODEL.classify(&"me robaron mi carro, ".repeat(20_000)).category, "robo");
    for strange in ["مرحبا 你好 שלום ", "e\u{301}", "👩‍👩‍👧", "1 2 3 ", "? "] {
        assert!(MODEL.labels().contains(&MODEL.classify(&strange.repeat(50_000)).category));
    }
}

proptest! {
    #[test]
    fn any_text_gets_an_answer_that_makes_sense(text in prop_oneof![any::<String>(), "[a-zA-Zñáé ?!,🔥]{0,300}", "\\PC{0,100}"]) {
        let found = MODEL.classify(&text);
        prop_assert!(MODEL.labels().contains(&found.category));
        prop_assert!((1..=3).contains(&found.candidates.len()));
        prop_assert_eq!(&found.candidates[0].category, &found.category);
        prop_assert_eq!(found.candidates[0].confidence, found.confidence);
        prop_assert!(found.candidates.is_sorted_by(|a, b| a.confidence >= b.confidence));
        prop_assert!(found.candidates.iter().all(|c| (0.0..=1.0).contains(&c.confidence)));
        prop_assert!(found.candidates.iter().map(|c| c.confidence).sum::<f64>() <= 1.0 + 1e-9);
    }

    /// Capitals, accents and a thumb that stays on a key do not change what a message is about.
    #[test]
    fn the_floor_holds_whatever_is_written_around_it(before in "[a-mñ ,.]{0,40}", after in "[a-z ,.!]{0,40}") {
        let text = format!("{before} . . . TRAE UNA PISTOLAAA {after}");
        prop_assert!(MODEL.classify(&text).urgent, "{}", text);
    }
}
