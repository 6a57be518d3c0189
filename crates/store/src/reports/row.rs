//! A report as columns.

use ventanilla_domain::Place;

use super::{Consent, NewReport, Report};
use crate::db::{Result, Row, Value, json};

macro_rules! report_columns {
    () => {
        "id, folio, conversation, contact, channel, session, flow_hash, category, subtype, priority, cnie_priority,
         description, lat, lon, place_label, place_text, place_source, place_status, answers, anonymous, discreet,
         consent_text, consent_message, consent_at, state, queued_reason, created_at, updated_at"
    };
}
pub(crate) use report_columns;

pub(crate) fn read(row: &mut Row) -> Result<Report> {
    Ok(Report {
        id: row.take()?,
        folio: row.take()?,
        conversation: row.take()?,
        contact: row.take()?,
        channel: row.take()?,
        session: row.take()?,
        flow_hash: row.take()?,
        category: row.take()?,
        subtype: row.take()?,
        priority: row.take()?,
        cnie_priority: row.take()?,
        description: row.take()?,
        place: read_place(row)?,
        answers: row.json()?,
        anonymous: row.take()?,
        discreet: row.take()?,
        consent: read_consent(row)?,
        state: row.take()?,
        queued_reason: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn read_place(row: &mut Row) -> Result<Option<Place>> {
    let (latitude, longitude) = (row.take()?, row.take()?);
    let (label, text) = (row.take::<Option<String>>()?, row.take()?);
    let (source, status) = (row.take()?, row.take()?);
    Ok(match (label, source, status) {
        (Some(label), Some(source), Some(status)) => Some(Place { latitude, longitude, label, text, source, status }),
        _ => None,
    })
}

fn read_consent(row: &mut Row) -> Result<Option<Consent>> {
    let (text, message, at) = (row.take::<Option<String>>()?, row.take()?, row.take()?);
    Ok(match (text, at) {
        (Some(text), Some(at)) => Some(Consent { text, message, at }),
        _ => None,
    })
}

/// What a citizen told, in the order of [`told_columns`]: 21 values.
pub(super) fn told(new: &NewReport) -> Result<Vec<Value>> {
    let mut values = vec![
        Value::from(new.session),
        Value::from(new.flow_hash.as_ref()),
        Value::from(new.category.clone()),
        Value::from(new.subtype.clone()),
        Value::from(new.priority),
        Value::from(new.cnie_priority.clone()),
        Value::from(new.description.clone()),
    ];
    values.extend(place(new.place.as_ref()));
    values.extend([json(&new.answers)?, Value::from(new.anonymous), Value::from(new.discreet)]);
    values.extend(consent(new.consent.as_ref()));
    values.push(Value::from(new.queued_reason.clone()));
    Ok(values)
}

/// A coordinate that is not a number is no coordinate: PostgreSQL would keep it, SQLite would not.
fn place(place: Option<&Place>) -> [Value; 6] {
    let degrees = |value: Option<f64>| Value::from(value.filter(|value| value.is_finite()));
    match place {
        Some(place) => [
            degrees(place.latitude),
            degrees(place.longitude),
            Value::from(&place.label),
            Value::from(place.text.clone()),
            Value::from(place.source),
            Value::from(place.status),
        ],
        None => [const { Value::Null }; 6],
    }
}

fn consent(consent: Option<&Consent>) -> [Value; 3] {
    match consent {
        Some(consent) => [Value::from(&consent.text), Value::from(consent.message), Value::from(consent.at)],
        None => [const { Value::Null }; 3],
    }
}
