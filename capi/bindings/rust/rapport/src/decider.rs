//! Deciding, with memory that is reused.

use std::fmt;
use std::os::raw::c_char;
use std::ptr;
use std::time::SystemTime;

use rapport_sys as sys;

use crate::handle::{check, check_abi, parts, Handle};
use crate::read;
use crate::time;
use crate::{AsRecord, Conversation, Decision, Result, RuleSet, UnknownFacts};

/// Decides again and again in the same memory: once it has grown, deciding about a conversation
/// allocates nothing. For one thread at a time.
///
/// ```
/// use rapport::{Decider, RuleSet, UnknownFacts};
///
/// let rules = RuleSet::built_in()?;
/// let mut decider = Decider::new()?.unknown_facts(UnknownFacts::Ignore);
/// for record in [
///     r#"{"id": 1, "turns": [{"text": "Still waiting. Hurry up please!"}]}"#,
///     r#"{"id": 2, "turns": [{"text": "Thanks!"}], "facts": {"shoe_size": 44}}"#,
/// ] {
///     let decision = decider.decide(&rules, record)?;
///     println!("{} {}", decision.persona(), decision.probability());
/// }
/// # Ok::<(), rapport::Error>(())
/// ```
///
/// What is borrowed from a decision cannot outlast it, nor be used after the next one:
///
/// ```compile_fail,E0499
/// # let rules = rapport::RuleSet::built_in()?;
/// # let record = r#"{"turns": []}"#;
/// let mut decider = rapport::Decider::new()?;
/// let persona = decider.decide(&rules, record)?.persona();
/// decider.decide(&rules, record)?;
/// println!("{}", persona);
/// # Ok::<(), rapport::Error>(())
/// ```
pub struct Decider {
    decision: Decision, // holds no result after a failure, but nobody sees it then
    explanation: Option<Handle<sys::rapport_explanation>>, // from the first time that it is needed
    unknown_facts: UnknownFacts,
}

/// The answers to many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answers<'a> {
    /// A line of JSON for each line, in order, each with its line break.
    pub text: &'a str,
    /// How many records were refused: their answer is `{"id":...,"error":{...}}`.
    pub refused: usize,
}

impl Decider {
    /// Refuses records with facts that no pack declares.
    pub fn new() -> Result<Self> {
        check_abi()?;
        // SAFETY: the outputs are live variables.
        let handle =
            Handle::new(|decision, error| unsafe { sys::rapport_decision_new(decision, error) })?;
        let decision = Decision::from_handle(handle);
        Ok(Decider { decision, explanation: None, unknown_facts: UnknownFacts::Error })
    }

    /// What to do about facts of a record that no pack declares.
    pub fn unknown_facts(mut self, unknown_facts: UnknownFacts) -> Self {
        self.unknown_facts = unknown_facts;
        self
    }

    /// Decides about a record.
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) names the field that is wrong,
    /// [`Status::NotFound`](crate::Status::NotFound) the undeclared fact or route,
    /// [`Status::LimitExceeded`](crate::Status::LimitExceeded) the limit.
    pub fn decide(&mut self, rules: &RuleSet, record: impl AsRecord) -> Result<&mut Decision> {
        let record = record.as_json()?;
        let (text, length) = parts(record.as_ref());
        let decision = self.decision_for_records();
        let unwanted = ptr::null_mut();
        // SAFETY: both handles and the record live through the call; the JSON is optional.
        check(|error| unsafe {
            let rules = rules.as_ptr();
            sys::rapport_decide_json(
                rules,
                text,
                length,
                decision,
                unwanted,
                unwanted.cast(),
                error,
            )
        })?;
        Ok(&mut self.decision)
    }

    /// The same as one line of JSON without a line break.
    pub fn decide_json(&mut self, rules: &RuleSet, record: impl AsRecord) -> Result<&str> {
        self.decide(rules, record).map(Decision::json)
    }

    /// Decides about a conversation as it stands. Without `now`, the last turn's time is taken;
    /// when there is none either, time is unknown.
    pub fn decide_conversation(
        &mut self,
        conversation: &Conversation,
        now: Option<SystemTime>,
    ) -> Result<&mut Decision> {
        let now = time::optional_instant(now)?;
        let decision = self.decision.as_ptr();
        // SAFETY: both handles are alive, and this thread has them to itself.
        check(|error| unsafe { sys::rapport_decide(conversation.as_ptr(), now, decision, error) })?;
        Ok(&mut self.decision)
    }

    /// Decides about many records, one a line, in one call. A record that is refused is no
    /// failure: its answer says why. A record without an id has the number of its line.
    pub fn decide_lines(
        &mut self,
        rules: &RuleSet,
        records: impl AsRef<[u8]>,
    ) -> Result<Answers<'_>> {
        let (text, length) = parts(records.as_ref());
        let decision = self.decision_for_records();
        let mut refused = 0;
        // SAFETY: both handles and the records live through the call.
        let text = self.text_of(|answers, size, error| unsafe {
            let rules = rules.as_ptr();
            let refused = &mut refused;
            sys::rapport_decide_lines(rules, text, length, decision, answers, size, refused, error)
        })?;
        Ok(Answers { text, refused })
    }

    /// Why and why not, as one line of JSON: what [`Decider::decide`] would decide.
    pub fn explain_json(&mut self, rules: &RuleSet, record: impl AsRecord) -> Result<&str> {
        let record = record.as_json()?;
        let (text, length) = parts(record.as_ref());
        let explanation = self.explanation()?;
        // SAFETY: both handles and the record live through the call.
        self.text_of(|json, size, error| unsafe {
            let rules = rules.as_ptr();
            sys::rapport_explain_json(rules, text, length, explanation, json, size, error)
        })
    }

    /// Why and why not, as one line of JSON: what [`Decider::decide_conversation`] would decide.
    /// `id` is what its `"id"` says.
    pub fn explain_conversation_json(
        &mut self,
        conversation: &Conversation,
        id: &str,
        now: Option<SystemTime>,
    ) -> Result<&str> {
        let now = time::optional_instant(now)?;
        let (id, length) = parts(id);
        let explanation = self.explanation()?;
        let raw = conversation.as_ptr();
        // SAFETY: both handles and the id live through the call; this thread has them to itself.
        self.text_of(|json, size, error| unsafe {
            sys::rapport_explain(raw, now, id, length, explanation, json, size, error)
        })
    }

    /// For whoever has decided once.
    pub(crate) fn into_decision(self) -> Decision {
        self.decision
    }

    fn decision_for_records(&mut self) -> *mut sys::rapport_decision {
        let decision = self.decision.as_ptr();
        // SAFETY: the handle is alive.
        let status =
            unsafe { sys::rapport_decision_set_unknown_facts(decision, self.unknown_facts.code()) };
        assert!(status == sys::RAPPORT_OK, "librapport: unknown facts cannot be set");
        decision
    }

    fn explanation(&mut self) -> Result<*mut sys::rapport_explanation> {
        if self.explanation.is_none() {
            // SAFETY: the outputs are live variables.
            self.explanation = Some(Handle::new(|explanation, error| unsafe {
                sys::rapport_explanation_new(explanation, error)
            })?);
        }
        let explanation = self.explanation.as_ref().map_or(ptr::null_mut(), Handle::as_ptr);
        // SAFETY: the handle is alive.
        let status = unsafe {
            sys::rapport_explanation_set_unknown_facts(explanation, self.unknown_facts.code())
        };
        assert!(status == sys::RAPPORT_OK, "librapport: unknown facts cannot be set");
        Ok(explanation)
    }

    /// The text that `call` puts into one of the handles of this decider.
    fn text_of(
        &mut self,
        call: impl FnOnce(*mut *const c_char, *mut usize, *mut *mut sys::rapport_error) -> i32,
    ) -> Result<&str> {
        let (mut text, mut length) = (ptr::null(), 0);
        check(|error| call(&mut text, &mut length, error))?;
        // SAFETY: the text is borrowed from a handle of ours, until that is used again: which
        // needs the mutable borrow that the result holds.
        Ok(unsafe { read::borrowed(text, length) })
    }
}

impl fmt::Debug for Decider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decider")
            .field("unknown_facts", &self.unknown_facts)
            .finish_non_exhaustive()
    }
}
