//! A flow after parsing: every reference resolved to an id that exists, every expression typed, every text split into pieces.

mod catalogue;
mod flow;
mod kinds;
mod policy;
mod step;
mod text;
mod types;
mod watch;

pub use catalogue::{AliasRow, Catalogue, CatalogueOption, Group};
pub use flow::Flow;
pub use kinds::{
    Act, Ask, AskType, Branch, Case, Choose, ChooseOption, Classify, Confirm, End, Handoff, ListLabels, Media,
    PlaceStep, Say, SayLink, SayMedia, Set, SummaryLine,
};
pub use policy::{Policy, Rung, RungAction};
pub use step::{Kind, Step, Target, outcome};
pub use text::{Lang, Piece, Template, Text};
pub use types::{VarDecl, VarType};
pub use watch::{Must, Trigger, Watch};
