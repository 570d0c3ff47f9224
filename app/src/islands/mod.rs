//! What is alive in the browser.
//!
//! An island here goes around HTML that the server has rendered and adds behaviour to it; it
//! renders nothing of its own. So a form is written once, works before the code has arrived and
//! without it, and keeps what somebody typed meanwhile; and the browser gets neither views nor
//! words it does not need.

mod create_dialog;
mod live_form;
mod page;

pub use create_dialog::CreateDialog;
pub use live_form::{LiveForm, Message};
pub use page::PageIsland;
