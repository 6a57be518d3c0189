use std::fmt;

use super::citizens::Measured;
use super::micro::Micro;

/// Everything measured.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Report {
    /// The reference, as fast as it answers.
    pub bare_saturated: Measured,
    /// The reference at 200 messages a second.
    pub bare_steady: Measured,
    /// Ventanilla, as fast as it answers.
    pub ours_saturated: Measured,
    /// Ventanilla at 200 messages a second.
    pub ours_steady: Measured,
    /// One turn, one classification.
    pub micro: Micro,
    /// Resident memory before the load.
    pub idle_bytes: u64,
    /// Resident memory after it.
    pub loaded_bytes: u64,
    /// Whether `reconcile` adds up afterwards.
    pub reconciled: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.ours_saturated.per_second / self.bare_saturated.per_second.max(f64::EPSILON);
        writeln!(f, "{:<34} {:>12} {:>12} {:>8}", "", "ventanilla", "bare", "ratio")?;
        row(f, "acknowledged and answered/s", self.ours_saturated.per_second, self.bare_saturated.per_second)?;
        let (ours, bare) = (&self.ours_steady, &self.bare_steady);
        row(f, "acknowledged p50 ms, 200/s", ms(ours.acknowledge_us.p50), ms(bare.acknowledge_us.p50))?;
        row(f, "acknowledged p99 ms, 200/s", ms(ours.acknowledge_us.p99), ms(bare.acknowledge_us.p99))?;
        row(f, "reply p50 ms, 200/s", ms(ours.reply_us.p50), ms(bare.reply_us.p50))?;
        row(f, "reply p99 ms, 200/s", ms(ours.reply_us.p99), ms(bare.reply_us.p99))?;
        writeln!(
            f,
            "\nresident memory MB (with the benchmark's citizens): {:.0} idle, {:.0} after",
            mb(self.idle_bytes),
            mb(self.loaded_bytes)
        )?;
        writeln!(f, "one turn µs: p50 {:.1}, p99 {:.1}", ms(self.micro.turn_ns.p50), ms(self.micro.turn_ns.p99))?;
        writeln!(f, "one classification µs: p50 {}, p99 {}", self.micro.classify_us.p50, self.micro.classify_us.p99)?;
        writeln!(
            f,
            "lost: ventanilla {}, bare {}; reconcile {}",
            self.ours_saturated.lost + ours.lost,
            self.bare_saturated.lost + bare.lost,
            if self.reconciled { "adds up" } else { "does NOT add up" }
        )?;
        writeln!(f, "\nagainst DESIGN section 9:")?;
        target(f, "sustained turns ≥ 0.60 of the bare handler", ratio >= 0.60, &format!("{ratio:.2}"))?;
        let ack = ours.acknowledge_us;
        target(
            f,
            "acknowledged p50 ≤ 5 ms, p99 ≤ 25 ms",
            ack.p50 <= 5_000 && ack.p99 <= 25_000,
            &format!("{:.1}, {:.1}", ms(ack.p50), ms(ack.p99)),
        )?;
        target(f, "reply p99 ≤ 50 ms", ours.reply_us.p99 <= 50_000, &format!("{:.1}", ms(ours.reply_us.p99)))?;
        target(
            f,
            "one turn < 20 µs median",
            self.micro.turn_ns.p50 < 20_000,
            &format!("{:.1}", ms(self.micro.turn_ns.p50)),
        )?;
        target(
            f,
            "one classification ≤ 200 µs",
            self.micro.classify_us.p50 <= 200,
            &self.micro.classify_us.p50.to_string(),
        )
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, ours: f64, bare: f64) -> fmt::Result {
    writeln!(f, "{name:<34} {ours:>12.1} {bare:>12.1} {:>8.2}", ours / bare.max(f64::EPSILON))
}

fn target(f: &mut fmt::Formatter<'_>, name: &str, met: bool, seen: &str) -> fmt::Result {
    writeln!(f, "  {} {name}: {seen}", if met { "met    " } else { "NOT met" })
}

fn ms(micros: u64) -> f64 {
    micros as f64 / 1_000.0
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
