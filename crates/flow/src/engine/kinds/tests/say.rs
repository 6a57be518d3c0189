use ventanilla_domain::OutboundContent;

use super::{steps, talk};

#[test]
fn words_and_the_question_after_them_are_one_bubble_when_they_fit() {
    let flow = steps(
        "uno",
        r#"
  uno: {say: "Uno.", next: dos}
  dos: {say: "Dos.", next: pregunta}
  pregunta: {ask: {text: "¿Qué?", type: text}, store: dicho, next: fin}"#,
    );
    assert_eq!(talk(&flow).bubbles().len(), 1);
    assert_eq!(talk(&flow).words(), "Uno.\n\nDos.\n\n¿Qué?");
}

#[test]
fn what_does_not_fit_goes_first() {
    let long = "palabra ".repeat(127);
    let flow = steps(
        "uno",
        &format!(
            r#"
  uno: {{say: "{long}", next: pregunta}}
  pregunta: {{choose: {{text: "¿Cuál de las dos prefieres?", options: {{uno: "Primera", dos: "Segunda"}}}}, store: opcion, routes: {{uno: fin, dos: fin}}}}"#
        ),
    );
    let talk = talk(&flow);
    assert!(matches!(talk.bubbles()[..], [OutboundContent::Text { .. }, OutboundContent::Buttons { .. }]));
}

#[test]
fn files_and_links_keep_their_place_in_the_order() {
    let flow = steps(
        "uno",
        r#"
  uno: {say: "Mira:", next: dos}
  dos: {say: {text: "Así se ve.", media: {kind: image, link: "https://saltillo.example/a.jpg"}}, next: tres}
  tres: {say: {text: "Más.", link: {label: "Abrir", url: "https://saltillo.example"}}, next: cuatro}
  cuatro: {say: "Adiós.", next: fin}"#,
    );
    let talk = talk(&flow);
    let texts: Vec<&str> = talk.bubbles().iter().map(|bubble| bubble.text()).collect();
    assert_eq!(texts, ["Mira:\n\nAsí se ve.", "Más.", "Adiós."]);
    assert!(matches!(
        talk.bubbles()[..],
        [OutboundContent::Media { .. }, OutboundContent::Link { .. }, OutboundContent::Text { .. }]
    ));
}
