//! Raw declarations of the C interface of Rapport, under their C names.
//!
//! The header `rapport/c.h`, with the parts that it includes, says what each function does, what it
//! returns and who owns what. The crate `rapport` wraps all of it safely.

#![allow(non_camel_case_types)]

mod accumulator;
mod builder;
mod constants;
mod conversation;
mod deciding;
mod decision;
mod error;
mod handles;
mod overrides;
mod review;
mod ruleset;
mod service;

pub use accumulator::*;
pub use builder::*;
pub use constants::*;
pub use conversation::*;
pub use deciding::*;
pub use decision::*;
pub use error::*;
pub use handles::*;
pub use overrides::*;
pub use review::*;
pub use ruleset::*;
pub use service::*;
