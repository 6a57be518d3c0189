//! `place`: a pin, a maps link, a plus code or an address.

use crate::finding::Code;
use crate::model::PlaceStep;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;

const WAYS: [(&str, &str); 4] = [("pin", "pin"), ("link", "link"), ("plus_code", "plus_code"), ("address", "address")];

pub(super) fn place(context: &mut Context<'_>, at: &str, node: &Node) -> Option<PlaceStep> {
    let mut fields = Fields::of(context, node, "a `place`")?;
    let text = fields.need(context, "text").map(|node| context.text(node, &format!("{at}/text")));
    let again = context.optional_text(fields.take("again"), &format!("{at}/again"));
    let invalid = context.optional_text(fields.take("invalid"), &format!("{at}/invalid"));
    let accept = fields.take("accept").map(|node| accept(context, node));
    let geofence = fields.take("geofence").and_then(|node| context.id(node, "`geofence`"));
    fields.finish(context);
    let accept = accept.unwrap_or_else(|| WAYS.iter().map(|(word, _)| (*word).to_owned()).collect());
    Some(PlaceStep { text: text?, again, invalid, accept, geofence })
}

fn accept(context: &mut Context<'_>, node: &Node) -> Vec<String> {
    let items = context.list(node, "`accept`");
    if items.is_empty() {
        context.find(Code::WrongShape, node.span, &["`accept`", "a list of at least one way to tell a place"]);
    }
    items.iter().filter_map(|item| context.one_of(item, "a way to tell a place", &WAYS)).map(str::to_owned).collect()
}
