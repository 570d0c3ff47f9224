//! The pages of a service provider about its customers.

pub(crate) mod customer;
pub(crate) mod list;
pub(crate) mod new;
