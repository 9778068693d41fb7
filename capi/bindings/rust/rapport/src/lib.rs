//! Rapport reads a customer's side of a conversation and says which type of customer this is, how
//! hostile, how urgent and why; then what to do: actions with lines to say, limits, and whether, to
//! whom and by when to escalate. The rules are packs in YAML. It works offline, is deterministic,
//! gives its reasons, and says so when it cannot tell.
//!
//! ```
//! use rapport::{Conversation, RuleSet, Turn};
//!
//! # fn main() -> rapport::Result<()> {
//! let rules = RuleSet::built_in()?;
//! let mut conversation = Conversation::new(&rules)?;
//! conversation.add_turn("I'm still waiting, it's been over a week. Please hurry!")?;
//! conversation.add_turn(Turn::agent("I am looking into it."))?;
//! conversation.set_fact("contacts_same_issue_7d", 3)?;
//!
//! let decision = conversation.decide(None)?;
//! assert_eq!(decision.persona(), "impatient");
//! for action in decision.actions().take(3) {
//!     println!("{}: {:?}", action.label(), action.say().next());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Three ways in
//!
//! - A [`Conversation`] that grows turn by turn, with typed facts.
//! - A [`Record`], or the same as JSON: [`RuleSet::decide`] and [`RuleSet::decide_json`].
//! - Many records, one a line: [`RuleSet::decide_lines`].
//!
//! Whoever decides often keeps a [`Decider`], which reuses its memory.
//!
//! # Replies
//!
//! An agent's reply, also one that a program wrote, is held against the checks of the packs before
//! it is sent: [`Conversation::review`], [`RuleSet::review`]. Whoever reviews drafts as they are
//! typed keeps a [`Reviewer`].
//!
//! # Many records
//!
//! An [`Accumulator`] says what many records say together: scorecards of teams, what became of
//! recommendations.
//!
//! # Threads
//!
//! A [`RuleSet`] is cheap to clone and may be used by any number of threads at once. A
//! [`Conversation`], [`Decision`] or [`Decider`] may move to another thread, but is used by one at
//! a time: they are [`Send`] and not [`Sync`].
//!
//! # Memory
//!
//! Everything frees itself when dropped, in any order: a conversation and a decision keep what they
//! need alive. Texts of a decision are borrowed from it.
//!
//! # Numbers and times
//!
//! Probabilities, scores and weights are exact decimals, of four, three and three places, as `f64`.
//! Times have a resolution of a microsecond; the Unix epoch itself stands for an unknown time
//! wherever a time is optional. The library has no clock.

#![deny(missing_debug_implementations, missing_docs, unsafe_op_in_unsafe_fn)]

#[macro_use]
mod read;

mod accumulator;
mod builder;
mod constants;
mod conversation;
mod decider;
pub mod decision;
pub mod declared;
mod error;
mod fact_value;
mod handle;
mod json;
mod record;
mod review;
mod reviewer;
mod rule_set;
mod time;
mod turn;

pub use accumulator::Accumulator;
pub use builder::{PackLimits, RuleSetBuilder};
pub use constants::{
    Abstained, ActionKind, CheckResult, EscalationRule, EvidenceKind, FactType, FailReason, Format,
    OverrideKind, Performer, PromiseState, ReviewDetail, Severity, Speaker, Status, StepStatus,
    UndeterminedKind, UnknownFacts, Visibility,
};
pub use conversation::{Conversation, ConversationLimits};
pub use decider::{Answers, Decider};
pub use decision::Decision;
pub use error::{Diagnostic, Diagnostics, Error, Result};
pub use fact_value::FactValue;
pub use record::{AsRecord, Record};
pub use review::{DecisionOfReview, Finding, Review, ReviewSpan};
pub use reviewer::Reviewer;
pub use rule_set::RuleSet;
pub use turn::Turn;

/// Version of the library that is loaded, such as `"0.1.0"`.
pub fn version() -> &'static str {
    // SAFETY: takes nothing and returns a static string that ends with NUL.
    unsafe { read::static_text(rapport_sys::rapport_version()) }
}

/// The example of the README, tried with the others.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
