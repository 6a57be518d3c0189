//! Filing, at most once for each key; and keeping what a citizen left half way.

use ventanilla_domain::{Folio, ReportId};

use super::row::told;
use super::{NewReport, Report, read, report_columns};
use crate::db::{Result, Value, params};
use crate::{ReportState, StoreError, Tx};

/// What came of filing.
#[derive(Debug, Clone, PartialEq)]
pub enum Filed {
    /// Filed now.
    Inserted(ReportId),
    /// Filed before under the same key: this one.
    Duplicate(Box<Report>),
    /// Another report has this folio: draw again.
    FolioTaken,
}

/// Fixed columns first (see [`fixed`]), then what was told ([`told`]).
const INSERT: &str = "INSERT INTO report (id, once_key, conversation, contact, channel, folio, state, created_at, updated_at,
      session, flow_hash, category, subtype, priority, cnie_priority, description, lat, lon, place_label, place_text,
      place_source, place_status, answers, anonymous, discreet, consent_text, consent_message, consent_at, queued_reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
      $24, $25, $26, $27, $28)
    ON CONFLICT DO NOTHING";

const UPDATE_DRAFT: &str = "UPDATE report SET id = $1, once_key = $2, conversation = $3, contact = $4, channel = $5,
      folio = $6, state = $7, created_at = $8, updated_at = $8, session = $9, flow_hash = $10, category = $11,
      subtype = $12, priority = $13, cnie_priority = $14, description = $15, lat = $16, lon = $17, place_label = $18,
      place_text = $19, place_source = $20, place_status = $21, answers = $22, anonymous = $23, discreet = $24,
      consent_text = $25, consent_message = $26, consent_at = $27, queued_reason = $28
    WHERE id = $1 AND state = 'draft'";

fn fixed(id: ReportId, new: &NewReport, folio: Option<&Folio>, state: ReportState) -> Vec<Value> {
    vec![
        Value::from(id),
        Value::from(&new.once_key),
        Value::from(new.conversation),
        Value::from(new.contact),
        Value::from(new.channel),
        Value::from(folio),
        Value::from(state),
        Value::from(new.at),
    ]
}

impl Tx<'_> {
    /// Files a report. A draft with the same key becomes it.
    ///
    /// # Errors
    /// [`StoreError::Value`] without a folio; what the database says.
    pub async fn insert_report(&self, new: &NewReport) -> Result<Filed> {
        let folio = new.folio.as_ref().ok_or_else(|| StoreError::Value("a report without folio".to_owned()))?;
        let before = self.report_of_key(&new.once_key).await?;
        if let Some(filed) = before.as_ref().filter(|report| report.state == ReportState::Filed) {
            return Ok(Filed::Duplicate(Box::new(filed.clone())));
        }
        if self.folio_exists(folio).await? {
            return Ok(Filed::FolioTaken);
        }
        let (sql, id) = match &before {
            Some(draft) => (UPDATE_DRAFT, draft.id),
            None => (INSERT, new.id),
        };
        let mut values = fixed(id, new, Some(folio), ReportState::Filed);
        values.extend(told(new)?);
        if self.exec(sql, &values).await? == 1 {
            return Ok(Filed::Inserted(id));
        }
        // Another node was quicker, with the key or with the folio.
        Ok(match self.report_of_key(&new.once_key).await? {
            Some(filed) => Filed::Duplicate(Box::new(filed)),
            None => Filed::FolioTaken,
        })
    }

    /// Keeps what a citizen left half way; the same key keeps the newest. None when that report was filed meanwhile.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_draft(&self, new: &NewReport) -> Result<Option<ReportId>> {
        let before = self.report_of_key(&new.once_key).await?;
        let (sql, id) = match &before {
            Some(draft) => (UPDATE_DRAFT, draft.id),
            None => (INSERT, new.id),
        };
        let mut values = fixed(id, new, None, ReportState::Draft);
        values.extend(told(new)?);
        Ok((self.exec(sql, &values).await? == 1).then_some(id))
    }

    async fn report_of_key(&self, once_key: &str) -> Result<Option<Report>> {
        self.one(concat!("SELECT ", report_columns!(), " FROM report WHERE once_key = $1"), params![once_key], read)
            .await
    }

    async fn folio_exists(&self, folio: &Folio) -> Result<bool> {
        let any: Option<i64> = self.scalar("SELECT 1 FROM report WHERE folio = $1", params![folio]).await?;
        Ok(any.is_some())
    }
}
