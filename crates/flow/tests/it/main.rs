//! Behaviour of the flow language as an author meets it.

mod broken;
mod cel;
mod example;
mod formatting;
mod packages;
mod robust;
