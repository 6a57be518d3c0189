//! One file a command.

pub(crate) mod bench;
pub(crate) mod chat;
mod city_world;
pub(crate) mod classifier;
pub(crate) mod classify;
pub(crate) mod demo;
pub(crate) mod emulator;
pub(crate) mod export;
pub(crate) mod flow;
mod flow_test;
pub(crate) mod reconcile;
pub(crate) mod serve;
pub(crate) mod setup;
