//! `ventanilla flow fmt`: one way to indent, comments and order kept, meaning never changed.
//!
//! Blocks are indented by two, lists under their key too; white space at line ends, more than one blank line and CRLF go. What stands
//! within `{…}`, `[…]`, quotes or a `|` text is the author's: it only moves along. The result is read again and refused when it
//! would mean anything else.

mod lines;

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Sources, Span};
use crate::parse::read_yaml;

/// The formatted text of a file.
///
/// # Errors
/// The findings that make the file unreadable.
pub fn format(name: &str, text: &str) -> Result<String, Vec<Finding>> {
    let sources = Sources::new(&BTreeMap::from([(name.to_owned(), text.to_owned())]));
    let (tree, findings) = read_yaml(&sources, 0);
    let Some(tree) = tree.filter(|_| findings.is_empty()) else {
        return Err(findings);
    };
    let formatted = lines::formatted(text);
    let again = Sources::new(&BTreeMap::from([(name.to_owned(), formatted.clone())]));
    let (read, trouble) = read_yaml(&again, 0);
    match read {
        Some(read) if trouble.is_empty() && read.same(&tree) => Ok(formatted),
        _ => {
            let message = "the formatter would change what this file means; it stays as it is";
            Err(vec![Finding::new(&sources, Code::BadFile, Span::top(0), &[message])])
        }
    }
}
