use crate::MODEL;

/// Pairs that are easily taken for each other (incident-catalogue 6). None of these texts is in the corpus.
const NEIGHBOURS: [(&str, &str); 44] = [
    // Who is harmed, and by whom (6.1).
    ("mi esposo me golpea cuando toma", "violencia_mujer"),
    ("mi hijo me golpea cuando toma", "violencia_familiar"),
    ("mi ex me amenaza con matarme si no regreso con él", "violencia_mujer"),
    ("mi papá le pega a mis hermanitos", "violencia_familiar"),
    ("se oyen gritos y golpes en la casa de al lado, hay niños llorando", "violencia_familiar"),
    ("mi novio no me deja salir de la casa", "violencia_mujer"),
    // Where it happens, unless it is somebody known (6.2).
    ("un señor me tocó en el camión", "acoso_transporte"),
    ("un señor me tocó en la plaza", "acoso_via_publica"),
    ("el chofer del taxi me dijo cosas y me agarró la pierna", "acoso_transporte"),
    ("me vienen siguiendo por la calle y me dicen cosas", "acoso_via_publica"),
    ("me chiflan y me gritan cosas los albañiles cuando paso", "acoso_via_publica"),
    // Two-way, one-way, none (6.3).
    ("se están peleando unos señores afuera de la cantina", "rina"),
    ("unos señores están tomando afuera de la cantina con la música muy fuerte", "falta_moral"),
    ("dos pandillas se agarraron a pedradas en el parque", "rina"),
    ("me golpearon para quitarme el celular", "robo"),
    ("hay borrachos orinando en la esquina", "falta_moral"),
    // Taken, there now, nobody now (6.4).
    ("se metieron a mi casa y se llevaron la tele", "robo"),
    ("hay un hombre asomándose a las casas y probando las puertas", "persona_sospechosa"),
    ("me asaltaron saliendo del banco", "robo"),
    ("que pase una patrulla por mi colonia en las noches por favor", "rondin"),
    ("nos vamos de vacaciones, pueden dar una vuelta por la casa", "rondin"),
    ("anda una camioneta polarizada dando vueltas sin placas", "vehiculo_abandonado"),
    ("un encapuchado está escondido atrás de los carros", "persona_sospechosa"),
    // Unused, badly placed, moved by a crash, gone (6.5).
    ("hay un carro abandonado desde hace meses sin llantas", "vehiculo_abandonado"),
    ("un carro está tapando mi cochera y no puedo salir", "mal_estacionado"),
    ("me chocaron mi carro que estaba estacionado", "accidente_vial"),
    ("me robaron mi carro que estaba estacionado", "robo"),
    ("se estacionan en la rampa de discapacitados", "mal_estacionado"),
    ("atropellaron a un ciclista en el periférico", "accidente_vial"),
    ("se volteó un tráiler en la carretera", "accidente_vial"),
    // Harm or only loose, lost, noisy (6.6).
    ("el vecino tiene a su perro amarrado sin agua ni comida", "maltrato_animal"),
    ("se perdió mi perro, ayúdenme a encontrarlo", "otro"),
    ("están envenenando gatos en la cuadra", "maltrato_animal"),
    // Flames or smell (6.7).
    ("huele mucho a gas en la cocina", "fuga_gas"),
    ("se está quemando la cocina", "incendio"),
    ("sale humo del lote baldío", "incendio"),
    ("hay una fuga de agua en la calle", "otro"),
    ("el tanque de gas está tirando gas", "fuga_gas"),
    // None of them.
    ("hola buenas tardes", "otro"),
    ("a qué hora abren la oficina de licencias", "otro"),
    ("no hay luz en mi calle, las lámparas no prenden", "otro"),
    ("hay un bache enorme en la calle", "otro"),
    ("quiero saber cómo va mi reporte", "otro"),
    ("no ha pasado el camión de la basura", "otro"),
];

#[test]
fn neighbours_are_told_apart() {
    let wrong: Vec<String> = NEIGHBOURS
        .iter()
        .filter_map(|(text, category)| {
            let found = MODEL.classify(text);
            (found.category != *category)
                .then(|| format!("{text}: {} {:.2}, not {category}", found.category, found.confidence))
        })
        .collect();
    assert!(wrong.len() <= MOST_WRONG, "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_right_neighbour_is_always_offered() {
    for (text, category) in NEIGHBOURS {
        let offered = MODEL.classify(text).candidates;
        assert!(offered.iter().any(|candidate| candidate.category == category), "{text}: {offered:?}");
    }
}

#[test]
fn danger_now_is_urgent_and_small_matters_are_not() {
    let urgent = [
        "me están golpeando ahorita vengan por favor",
        "mi esposo me está ahorcando",
        "hay un incendio con gente adentro",
        "huele a gas y hay niños",
        "se metieron a robar y siguen adentro de mi casa",
        "traen pistolas",
        "mi mamá no respira",
        "atropellaron a un niño y está sangrando",
        "me viene siguiendo un hombre y voy sola",
        "secuestraron a mi hermano",
    ];
    for text in urgent {
        assert!(MODEL.classify(text).urgent, "{text}");
    }
    let calm = [
        "hola",
        "gracias",
        "un carro abandonado desde hace meses",
        "hay un bache en mi calle",
        "que pase la patrulla en las noches por favor",
        "un carro tapa mi cochera",
        "a qué hora abren",
        "la música de los vecinos todos los fines de semana",
    ];
    for text in calm {
        assert!(!MODEL.classify(text).urgent, "{text}");
    }
}

const MOST_WRONG: usize = 2;
