//! What people of the city may look at. Every answer passes [`policy::allows`]; looks at the reports of victims are written into the log.

use ventanilla_domain::{ConversationId, ReportId};
use ventanilla_store::{
    Contact, Conversation, ConversationFilter, ConversationSummary, DeadLetter, Evidence, Message, NewEvent, Page,
    PageRequest, Reconciliation, Report, ReportFilter, Session, Span, Tx,
};

use crate::policy::{self, Actor, Object, Verb};
use crate::{App, Error};

/// A report with its evidence.
#[derive(Debug, Clone)]
pub struct ReportDetail {
    /// The report.
    pub report: Report,
    /// What was sent with it.
    pub evidence: Vec<Evidence>,
}

/// A conversation with whom it is and what runs in it.
#[derive(Debug, Clone)]
pub struct ConversationDetail {
    /// The conversation.
    pub conversation: Conversation,
    /// The citizen.
    pub contact: Option<Contact>,
    /// The session that runs.
    pub session: Option<Session>,
}

impl App {
    /// Reports, newest first. Discreet ones are left out for those who may not see them.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Store`].
    pub async fn reports(&self, actor: &Actor, filter: ReportFilter, page: PageRequest) -> Result<Page<Report>, Error> {
        require(actor, Verb::Read, Object::Ordinary)?;
        let mut found = self
            .store()
            .read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.reports(&filter, &page).await?) }))
            .await?;
        found.items.retain(|report| policy::allows(actor, Verb::Read, object(report.discreet)));
        let discreet: Vec<ReportId> = found.items.iter().filter(|r| r.discreet).map(|r| r.id).collect();
        self.note_looks(actor, &discreet).await?;
        Ok(found)
    }

    /// A report.
    ///
    /// # Errors
    /// [`Error::NotFound`] (also when the actor may not know of it), [`Error::Store`].
    pub async fn report(&self, actor: &Actor, id: ReportId) -> Result<ReportDetail, Error> {
        require(actor, Verb::Read, Object::Ordinary)?;
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let Some(report) = tx.report(id).await? else { return Ok::<_, Error>(None) };
                    let evidence = tx.evidence(id).await?;
                    Ok(Some(ReportDetail { report, evidence }))
                })
            })
            .await?;
        let found =
            found.filter(|f| policy::allows(actor, Verb::Read, object(f.report.discreet))).ok_or(Error::NotFound)?;
        if found.report.discreet {
            self.note_looks(actor, &[id]).await?;
        }
        Ok(found)
    }

    /// Conversations in which something was said, most recent first.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Store`].
    pub async fn conversations(
        &self,
        actor: &Actor,
        filter: ConversationFilter,
        page: PageRequest,
    ) -> Result<Page<ConversationSummary>, Error> {
        require(actor, Verb::Read, Object::Ordinary)?;
        let mut found = self
            .store()
            .read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.conversations(filter, &page).await?) }))
            .await?;
        found.items.retain(|item| policy::allows(actor, Verb::Read, object(item.conversation.discreet)));
        Ok(found)
    }

    /// A conversation.
    ///
    /// # Errors
    /// [`Error::NotFound`] (also when the actor may not know of it), [`Error::Store`].
    pub async fn conversation(&self, actor: &Actor, id: ConversationId) -> Result<ConversationDetail, Error> {
        require(actor, Verb::Read, Object::Ordinary)?;
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let conversation = tx.conversation(id).await?.ok_or(Error::NotFound)?;
                    let contact = tx.contact(conversation.contact).await?;
                    let session = tx.open_session(id).await?;
                    Ok::<_, Error>(ConversationDetail { conversation, contact, session })
                })
            })
            .await
            .and_then(|found| visible(actor, found))
    }

    /// Messages of a conversation: the last `limit` before number `before`, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] (also when the actor may not know of it), [`Error::Store`].
    pub async fn messages(
        &self,
        actor: &Actor,
        id: ConversationId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Message>, Error> {
        let discreet = self.conversation(actor, id).await?.conversation.discreet;
        if discreet {
            self.note_look(actor, "conversation.read", id.to_string()).await?;
        }
        self.store()
            .read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.messages_before(id, before, limit).await?) }))
            .await
    }

    /// Items nobody could understand, newest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Store`].
    pub async fn dead_letters(&self, actor: &Actor, page: PageRequest) -> Result<Page<DeadLetter>, Error> {
        require(actor, Verb::Read, Object::Operations)?;
        self.store().read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.dead_letters(&page).await?) })).await
    }

    /// Whether everything received was stored, processed and answered.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Store`].
    pub async fn reconcile(&self, actor: &Actor, span: Span) -> Result<Reconciliation, Error> {
        require(actor, Verb::Read, Object::Operations)?;
        self.store().read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.reconcile(span).await?) })).await
    }

    pub(crate) async fn note_looks(&self, actor: &Actor, reports: &[ReportId]) -> Result<(), Error> {
        let (now, actor, reports) = (self.now(), actor.name(), reports.to_vec());
        if reports.is_empty() {
            return Ok(());
        }
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    reports.iter().for_each(|id| look(tx, now, "report.read", &actor, id.to_string()));
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    pub(crate) async fn note_look(&self, actor: &Actor, kind: &'static str, subject: String) -> Result<(), Error> {
        let (now, actor) = (self.now(), actor.name());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    look(tx, now, kind, &actor, subject);
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

fn look(tx: &Tx<'_>, at: ventanilla_domain::Timestamp, kind: &'static str, actor: &str, subject: String) {
    tx.emit(NewEvent { at, kind, subject, actor: actor.to_owned(), payload: serde_json::Value::Null });
}

pub(crate) fn require(actor: &Actor, verb: Verb, object: Object) -> Result<(), Error> {
    if policy::allows(actor, verb, object) { Ok(()) } else { Err(Error::Forbidden) }
}

pub(crate) const fn object(discreet: bool) -> Object {
    if discreet { Object::Discreet } else { Object::Ordinary }
}

fn visible(actor: &Actor, found: ConversationDetail) -> Result<ConversationDetail, Error> {
    let allowed = policy::allows(actor, Verb::Read, object(found.conversation.discreet));
    if allowed { Ok(found) } else { Err(Error::NotFound) }
}
