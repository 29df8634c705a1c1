//! The app as keys see it.
