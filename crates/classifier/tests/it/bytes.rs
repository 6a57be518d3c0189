use proptest::prelude::*;
use ventanilla_classifier::{ClassifierError, Model, TrainOptions, train};

use crate::{MODEL, small_corpus};

#[test]
fn a_model_comes_back_from_its_bytes_exactly() {
    let bytes = MODEL.to_bytes();
    assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    let copy = Model::from_bytes(&bytes).unwrap();
    assert_eq!(copy.to_bytes(), bytes);
    assert_eq!((copy.labels(), copy.fingerprint()), (MODEL.labels(), MODEL.fingerprint()));
    for text in ["me chocaron por atrás", "huele a gas", "hola", ""] {
        assert_eq!(copy.classify(text), MODEL.classify(text));
    }
}

#[test]
fn bytes_of_something_else_are_refused() {
    let good = train(&small_corpus(), &TrainOptions { folds: 0, ..TrainOptions::default() }, |_| {}).to_bytes();
    assert!(matches!(Model::from_bytes(b""), Err(ClassifierError::ModelDamaged { .. })));
    assert!(matches!(Model::from_bytes(b"PNG\r\n\x1a\n..........."), Err(ClassifierError::ModelVersion)));
    assert!(matches!(Model::from_bytes(&good[..good.len() - 1]), Err(ClassifierError::ModelDamaged { .. })));
    let longer = [good.as_slice(), b"x"].concat();
    assert!(matches!(Model::from_bytes(&longer), Err(ClassifierError::ModelDamaged { .. })));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(noise: Vec<u8>, place: prop::sample::Index, value: u8) {
        prop_assert!(Model::from_bytes(&noise).is_err());
        let mut bytes = train(&small_corpus()[..6], &TrainOptions { folds: 0, epochs: 1, ..TrainOptions::default() }, |_| {}).to_bytes();
        let place = place.index(bytes.len());
        let same = bytes[place] == value;
        bytes[place] = value;
        prop_assert_eq!(Model::from_bytes(&bytes).is_ok(), same);
    }
}
