//! What a person sees of Suiro.
