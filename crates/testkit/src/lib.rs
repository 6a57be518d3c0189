//! Builders, fakes and the harness of the tests
