use ventanilla_flow::cost::cost;
use ventanilla_flow::parse::load;

use crate::packages::split;

const FLOW: &str = "ventanilla: 1
id: prueba
lang: es-MX
channels: [whatsapp]
entry: hola
policy: estandar
policies: {estandar: {attempts: 3, exhausted: fin, silence: [{after: 1h, next: fin}]}}
steps:
  hola: {say: \"Hola.\", next: aviso}
  aviso: {choose: {text: \"¿Seguimos?\", options: {si: \"Sí\", luego: \"Luego\"}}, routes: {si: detalle, luego: adios}}
  detalle: {choose: {text: \"¿Todo bien?\", options: {si: \"Sí\", otra: \"Otra vez\"}}, routes: {si: gracias, otra: aviso}}
  gracias: {say: \"Gracias.\", next: listo}
  adios: {say: \"Hasta luego.\", next: fin}
  listo: {end: completado}
  fin: {end: incompleto}
";

#[test]
fn a_say_and_the_question_after_it_are_one_bubble() {
    let flow = load(&split(FLOW)).flow.expect("a flow");
    let costs = cost(&flow);
    let found: Vec<_> = costs.iter().map(|cost| (cost.end.as_str(), cost.fewest.bubbles, cost.fewest.turns)).collect();
    assert_eq!(found, [("completado", 3, 2), ("incompleto", 1, 0)]);
    assert_eq!(costs[0].fewest.steps, ["hola", "aviso", "detalle", "gracias", "listo"]);
    assert_eq!((costs[1].most.bubbles, costs[1].most.turns), (2, 2), "going back is not counted");
}
