mod account;
pub(crate) mod binding;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod detail;
pub(crate) mod list;
mod list_controls;
mod list_rows;
pub(crate) mod message;
