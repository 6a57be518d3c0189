use serde_json::Value;
use ventanilla_domain::{StatusUpdate, Update};

use super::webhook::{BadReason, value};

/// Reads one element of `value.statuses` (whatsapp-cloud-api 4). Statuses of groups are kept as notices.
pub(super) fn read(status: &Value, account: &str) -> Result<Update, BadReason> {
    if value::text(&status["recipient_type"]).is_some_and(|kind| kind == "group") {
        let account = Some(account.to_owned());
        return Ok(Update::Notice { account, field: "group_status".to_owned(), body: status.to_string() });
    }
    let error = &status["errors"][0];
    Ok(Update::Status(StatusUpdate {
        provider_id: value::text(&status["id"]).ok_or(BadReason::NoId)?,
        account: account.to_owned(),
        status: value::text(&status["status"]).ok_or(BadReason::NoStatus)?,
        at: value::seconds(&status["timestamp"]).ok_or(BadReason::NoTimestamp)?,
        callback: value::text(&status["biz_opaque_callback_data"]),
        error_code: value::integer(&error["code"]),
        error_title: value::text(&error["title"]).or_else(|| value::text(&error["message"])),
        pricing_category: value::text(&status["pricing"]["category"]),
    }))
}
