//! What stands behind the pointers.

use std::marker::{PhantomData, PhantomPinned};

// Never made, moved, shared or sent by Rust: only pointers to them are.
macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            _data: [u8; 0],
            _marker: PhantomData<(*mut u8, PhantomPinned)>,
        }
    )+};
}

handles! {
    /// Why a call failed.
    rapport_error,
    /// Packs, to be compiled.
    rapport_builder,
    /// Packs, compiled; immutable.
    rapport_ruleset,
    /// Turns, facts, acknowledgements.
    rapport_conversation,
    /// Workspace and result of deciding.
    rapport_decision,
    /// Why and why not, of one decision.
    rapport_explanation,
    /// Workspace and result of reviewing.
    rapport_review,
    /// What many lines say together.
    rapport_accumulator,
}
