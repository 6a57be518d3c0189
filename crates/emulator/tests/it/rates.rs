//! Rates of the number and of the pair (whatsapp-cloud-api 8.1).

use std::time::Duration;

use ventanilla_emulator::{PairRate, Settings};

use crate::harness::{quick, text_to, world_with};

#[tokio::test]
async fn a_burst_of_45_to_one_person_is_the_most() {
    let world = world_with(Settings { pair_rate: PairRate::Bucket, throughput_per_second: None, ..quick() }).await;
    world.citizen("5218441234567").await;
    world.citizen("5218447654321").await;
    for n in 0..45 {
        world.text("+5218441234567", &n.to_string()).await;
    }
    let (status, answer) = world.post(&text_to("+5218441234567", "una más")).await;
    assert_eq!((status, answer["error"]["code"].as_i64()), (429, Some(131_056)));
    world.text("+5218447654321", "otra persona no tiene la culpa").await;
    world.emulator.advance(Duration::from_secs(6));
    world.text("+5218441234567", "seis segundos después").await;
    assert_eq!(world.emulator.counters().sends_refused.get(&131_056), Some(&1));
}

#[tokio::test]
async fn strictly_a_burst_of_20_blocks_for_two_minutes() {
    let world = world_with(Settings { pair_rate: PairRate::Strict, throughput_per_second: None, ..quick() }).await;
    world.citizen("5218441234567").await;
    for n in 0..20 {
        world.text("+5218441234567", &n.to_string()).await;
    }
    world.emulator.advance(Duration::from_secs(100));
    assert_eq!(world.post(&text_to("+5218441234567", "pronto")).await.0, 429);
    world.emulator.advance(Duration::from_secs(21));
    world.text("+5218441234567", "ya").await;
}

#[tokio::test]
async fn the_number_as_a_whole_has_a_rate() {
    let world = world_with(Settings { throughput_per_second: Some(3), ..quick() }).await;
    for n in 0..3 {
        world.stranger(&format!("52184410000{n:02}"));
    }
    let mut refused = 0;
    for n in 0..12 {
        let (status, answer) = world.post(&text_to(&format!("+52184410000{:02}", n % 3), "hola")).await;
        if status == 429 {
            assert_eq!(answer["error"]["code"], 130_429);
            refused += 1;
        }
    }
    assert!(refused > 0, "twelve sends in a moment exceed three a second");
    world.emulator.advance(Duration::from_secs(2));
    world.text("+5218441000000", "ya").await;
}
