use std::fmt;

use crate::Evaluation;

/// Confusions that are shown to a person.
const SHOWN: usize = 15;

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} texts", self.examples)?;
        writeln!(
            f,
            "accuracy {:.3} (second label accepted {:.3}, top 3 {:.3}), macro F1 {:.3}",
            self.accuracy, self.accuracy_with_second, self.top3, self.macro_f1
        )?;
        let at = self.confidence_at_98.map_or_else(|| "-".to_owned(), |confidence| format!("{confidence:.3}"));
        writeln!(
            f,
            "calibration error {:.3}, coverage at 98 % precision {:.3} (confidence >= {at})",
            self.calibration_error, self.coverage_at_98
        )?;
        writeln!(f, "urgent: recall {:.3}, false alarms {:.3}", self.urgent_recall, self.urgent_false_alarms)?;
        writeln!(f, "\n{:<22} {:>9} {:>7} {:>6} {:>8}", "category", "precision", "recall", "F1", "texts")?;
        for score in &self.categories {
            let (precision, recall, f1) = (score.precision, score.recall, score.f1);
            writeln!(f, "{:<22} {precision:>9.3} {recall:>7.3} {f1:>6.3} {:>8}", score.category, score.support)?;
        }
        writeln!(f, "\nmost frequent confusions")?;
        for confusion in self.confusions.iter().take(SHOWN) {
            writeln!(f, "{:>5}  {} taken for {}", confusion.count, confusion.expected, confusion.found)?;
        }
        Ok(())
    }
}
