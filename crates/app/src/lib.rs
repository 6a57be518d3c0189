//! Use cases: intake, turn, outbound, timers, media, reconcile, export
