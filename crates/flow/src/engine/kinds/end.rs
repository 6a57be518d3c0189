use super::super::Next;
use super::super::machine::Machine;
use crate::model::End;

pub(super) fn enter(m: &mut Machine<'_>, end: &End) -> Next {
    m.end(&end.result);
    Next::Wait
}
