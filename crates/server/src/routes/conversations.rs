use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use ventanilla_app::ConversationDetail;
use ventanilla_app::records::{Conversation, ConversationFilter, Message};
use ventanilla_domain::{ConversationId, Owner};

use super::page::{PageIn, PageOut, limit};
use crate::auth::Caller;
use crate::error::Problem;
use crate::query::Query;
use crate::{ApiError, ServerState};

/// Which conversations.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ConversationsIn {
    /// Only those of `bot`, `queued`, `agent`, `parked` or `closed`.
    owner: Option<String>,
}

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConversationOut {
    #[schema(value_type = String)]
    id: ConversationId,
    channel: String,
    channel_kind: &'static str,
    contact: String,
    /// The name the citizen chose; untrusted.
    contact_name: Option<String>,
    /// Who answers.
    owner: &'static str,
    owner_since: String,
    owner_deadline_at: Option<String>,
    /// Until when free-form messages may be sent.
    window_until: Option<String>,
    discreet: bool,
    messages: i64,
    created_at: String,
    last_message_at: Option<String>,
}

/// A conversation with the session that runs in it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConversationDetailOut {
    #[serde(flatten)]
    conversation: ConversationOut,
    /// The session that runs, if one does.
    session: Option<String>,
    /// Version of the flow it is on.
    flow: Option<String>,
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MessageOut {
    id: String,
    /// Number in the conversation.
    seq: i64,
    /// `in`, `out` or `note`.
    direction: &'static str,
    /// `citizen`, `bot`, `agent` or `system`.
    author: &'static str,
    /// The words a person reads in it.
    text: String,
    /// The whole of it, by type.
    #[schema(value_type = Object)]
    content: serde_json::Value,
    sent_at: String,
    /// How far it got, when we sent it.
    status: Option<&'static str>,
    status_at: Option<String>,
    error_code: Option<i64>,
    error_title: Option<String>,
    step: Option<String>,
    forwarded: bool,
}

/// From which message back.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct MessagesIn {
    /// Only messages with a number below this.
    before: Option<i64>,
    /// Most messages: 1 to 500, default 50.
    limit: Option<u32>,
}

fn conversation_out(conversation: Conversation, last_message_at: Option<String>) -> ConversationOut {
    ConversationOut {
        id: conversation.id,
        channel: conversation.channel.to_string(),
        channel_kind: conversation.channel_kind.as_str(),
        contact: conversation.contact.to_string(),
        contact_name: conversation.contact_name,
        owner: conversation.owner.as_str(),
        owner_since: conversation.owner_since.to_rfc3339(),
        owner_deadline_at: conversation.owner_deadline_at.map(ventanilla_domain::Timestamp::to_rfc3339),
        window_until: conversation.window_until.map(ventanilla_domain::Timestamp::to_rfc3339),
        discreet: conversation.discreet,
        messages: conversation.message_seq,
        created_at: conversation.created_at.to_rfc3339(),
        last_message_at,
    }
}

fn message_out(message: Message) -> MessageOut {
    MessageOut {
        id: message.id.to_string(),
        seq: message.seq,
        direction: message.direction.as_str(),
        author: message.author.as_str(),
        text: message.body.text(),
        content: serde_json::to_value(&message.body).unwrap_or_default(),
        sent_at: message.sent_at.to_rfc3339(),
        status: message.status.map(ventanilla_domain::DeliveryStatus::as_str),
        status_at: message.status_at.map(ventanilla_domain::Timestamp::to_rfc3339),
        error_code: message.error_code,
        error_title: message.error_title,
        step: message.step,
        forwarded: message.forwarded,
    }
}

/// Conversations in which something was said, most recent first.
#[utoipa::path(get, path = "/conversations", operation_id = "list_conversations", tag = "conversations", params(ConversationsIn, PageIn),
    responses((status = 200, body = PageOut<ConversationOut>), (status = "4XX", body = Problem)))]
pub(super) async fn list(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Query(which): Query<ConversationsIn>,
    Query(page): Query<PageIn>,
) -> Result<Json<PageOut<ConversationOut>>, ApiError> {
    let expected = || ApiError::parameter("owner", "bot, queued, agent, parked o closed");
    let owner = which.owner.as_deref().map(|word| Owner::parse(word).ok_or_else(expected)).transpose()?;
    let found = state.app.conversations(&actor, ConversationFilter { owner }, page.request()?).await?;
    Ok(Json(PageOut::new(found, |item| conversation_out(item.conversation, Some(item.last_message_at.to_rfc3339())))))
}

/// A conversation.
#[utoipa::path(get, path = "/conversations/{id}", operation_id = "get_conversation", tag = "conversations", params(("id" = String, Path, description = "cnv_…")),
    responses((status = 200, body = ConversationDetailOut), (status = "4XX", body = Problem)))]
pub(super) async fn one(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ConversationDetailOut>, ApiError> {
    let ConversationDetail { conversation, session, .. } = state.app.conversation(&actor, parse(&id)?).await?;
    Ok(Json(ConversationDetailOut {
        conversation: conversation_out(conversation, None),
        session: session.as_ref().map(|session| session.id.to_string()),
        flow: session.map(|session| session.flow_hash.0),
    }))
}

/// The last messages of a conversation, oldest first.
#[utoipa::path(get, path = "/conversations/{id}/messages", operation_id = "list_messages", tag = "conversations",
    params(("id" = String, Path, description = "cnv_…"), MessagesIn),
    responses((status = 200, body = Vec<MessageOut>), (status = "4XX", body = Problem)))]
pub(super) async fn messages(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Query(which): Query<MessagesIn>,
) -> Result<Json<Vec<MessageOut>>, ApiError> {
    let found = state.app.messages(&actor, parse(&id)?, which.before, limit(which.limit)?).await?;
    Ok(Json(found.into_iter().map(message_out).collect()))
}

fn parse(id: &str) -> Result<ConversationId, ApiError> {
    id.parse().map_err(|_| ApiError::parameter("id", "un identificador cnv_…"))
}
