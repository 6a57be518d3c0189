use super::*;

fn environment(pairs: &[(&str, &str)]) -> Environment {
    Environment::from_lookup(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
}

#[test]
fn without_a_file_the_documented_defaults_hold() {
    let config = Config::load(Path::new("/nonexistent/ventanilla.toml"), false, &environment(&[])).unwrap();
    assert_eq!(config.listen, "127.0.0.1:8080");
    assert_eq!(config.database_url, "sqlite://data/ventanilla.db");
    assert!(config.whatsapp.is_none());
}

#[test]
fn the_environment_beats_the_file_and_secrets_do_not_print() {
    let folder = std::env::temp_dir().join(format!("ventanilla-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("ventanilla.toml");
    std::fs::write(&file, "listen = \"0.0.0.0:80\"\n[whatsapp]\nphone_number_id = \"1\"\n").unwrap();
    let environment =
        environment(&[("VENTANILLA_WHATSAPP_APP_SECRET", "s3cret"), ("VENTANILLA_WHATSAPP_PHONE_NUMBER_ID", "2")]);
    let config = Config::load(&file, true, &environment).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let whatsapp = config.whatsapp.clone().unwrap();
    assert_eq!(config.listen, "0.0.0.0:80");
    assert_eq!(whatsapp.phone_number_id.as_deref(), Some("2"));
    assert_eq!(whatsapp.app_secret.as_ref().unwrap().expose(), "s3cret");
    assert!(!format!("{config:?}").contains("s3cret"));
}

#[test]
fn an_unknown_key_is_refused_by_name() {
    let folder = std::env::temp_dir().join(format!("ventanilla-config-bad-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("ventanilla.toml");
    std::fs::write(&file, "lisen = \"0.0.0.0:80\"\n").unwrap();
    let error = Config::load(&file, true, &environment(&[])).unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(format!("{error:#}").contains("lisen"), "{error:#}");
}
