//! What a person sees of Suiro.
//!
//! - [`routes`]: every address, as a function
//! - [`islands`]: the parts of a page that are alive in the browser; all of this crate that the
//!   browser gets, besides `domain`
//! - `api`: what happens at an address: who asks, read the input, call the use case, answer
//! - `pages`: one function a page, from loaded data to HTML
//! - `components`: what pages are made of
//! - `locale`: every word, in three languages; `mail`: letters in words; `webhook`: in JSON
//!
//! A page is a function of data that has been loaded before, rendered in one go. There is no
//! client-side router and no server function; `docs/decisions/0002-pages-and-forms.md` has the
//! reasons.

// A view's type holds the types of everything inside it; the frame around a page is 130 deep.
#![recursion_limit = "256"]
// `#[component]` and `#[island]` make public items whatever the function's visibility is.
#![allow(unreachable_pub)]

pub mod islands;
pub mod routes;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
mod components;
#[cfg(feature = "ssr")]
pub mod locale;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod webhook;
