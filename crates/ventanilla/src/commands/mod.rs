//! One file a command.

pub mod bench;
pub mod chat;
mod city_world;
pub mod classifier;
pub mod classify;
pub mod demo;
pub mod emulator;
pub mod export;
pub mod flow;
mod flow_test;
pub mod reconcile;
pub mod serve;
pub mod setup;
