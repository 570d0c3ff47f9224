//! The only SQL of Suiro.
