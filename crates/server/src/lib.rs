//! Routes, DTOs and the only place that knows HTTP status
