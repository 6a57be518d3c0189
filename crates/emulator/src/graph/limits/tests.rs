//! Limits, tried one by one.
