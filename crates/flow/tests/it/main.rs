//! Behaviour of the flow language as an author meets it.

mod broken;
mod example;
mod packages;
mod robust;
