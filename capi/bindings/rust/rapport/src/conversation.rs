//! The turns, facts and acknowledgements of one case.

use std::fmt;
use std::mem;
use std::os::raw::c_char;
use std::time::SystemTime;

use rapport_sys as sys;

use crate::handle::{check, parts, Handle};
use crate::time;
use crate::{
    Decider, Decision, EscalationRule, FactType, FactValue, Result, Review, Reviewer, RuleSet,
    Status, Turn,
};

/// The turns, facts and acknowledgements of one case.
///
/// A turn is read when it is added; later decisions cost no more for it. A function that fails
/// leaves the conversation unchanged. It keeps its rule set alive.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use rapport::{Conversation, RuleSet, Turn};
///
/// let rules = RuleSet::built_in()?;
/// let now = SystemTime::now();
/// let mut conversation = Conversation::new(&rules)?;
/// conversation
///     .add_turn(Turn::customer("Where is my parcel?").at(now - Duration::from_secs(900)))?
///     .set_fact("contacts_same_issue_7d", 2)?;
/// let decision = conversation.decide(Some(now))?;
/// # let _ = decision;
/// # Ok::<(), rapport::Error>(())
/// ```
///
/// # Threads
///
/// It may move to another thread:
///
/// ```
/// # let rules = rapport::RuleSet::built_in()?;
/// let mut conversation = rapport::Conversation::new(&rules)?;
/// std::thread::spawn(move || conversation.add_turn("Hello").map(drop)).join().unwrap()?;
/// # Ok::<(), rapport::Error>(())
/// ```
///
/// but cannot be used by two at once:
///
/// ```compile_fail,E0277
/// # let rules = rapport::RuleSet::built_in()?;
/// let conversation = rapport::Conversation::new(&rules)?;
/// std::thread::scope(|scope| {
///     scope.spawn(|| conversation.turn_count());
/// });
/// # Ok::<(), rapport::Error>(())
/// ```
pub struct Conversation {
    handle: Handle<sys::rapport_conversation>,
    rules: RuleSet,
}

impl Conversation {
    /// An empty conversation with the default limits.
    pub fn new(rules: &RuleSet) -> Result<Self> {
        Self::with_limits(rules, ConversationLimits::default())
    }

    /// An empty conversation.
    pub fn with_limits(rules: &RuleSet, limits: ConversationLimits) -> Result<Self> {
        let limits = limits.raw();
        // SAFETY: the rule set and the limits live through the call, and the outputs are variables.
        Handle::new(|conversation, error| unsafe {
            sys::rapport_conversation_new(rules.as_ptr(), &limits, conversation, error)
        })
        .map(|handle| Conversation { handle, rules: rules.clone() })
    }

    pub(crate) fn as_ptr(&self) -> *mut sys::rapport_conversation {
        self.handle.as_ptr()
    }

    /// Appends a turn. [`Status::LimitExceeded`](crate::Status::LimitExceeded) when there are too
    /// many.
    pub fn add_turn<'t>(&mut self, turn: impl Into<Turn<'t>>) -> Result<&mut Self> {
        let turn = turn.into();
        let raw = turn.to_raw()?;
        self.change(|conversation, error| {
            // SAFETY: the texts of the turn live through the call, which copies them.
            unsafe { sys::rapport_conversation_add_turn(conversation, &raw, error) }
        })
    }

    /// Sets a declared fact and replaces an earlier value. A duration may be text such as `"90d"`
    /// or `"1h30m"`, in units `w d h m s ms us`.
    ///
    /// [`Status::NotFound`](crate::Status::NotFound) for an undeclared name,
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) for a value of another type, out
    /// of range or outside an enum's values.
    pub fn set_fact<'v>(
        &mut self,
        fact: &str,
        value: impl Into<FactValue<'v>>,
    ) -> Result<&mut Self> {
        let (name, length) = parts(fact);
        let value = value.into();
        match value {
            FactValue::Bool(value) => self.change(|conversation, error| {
                let value = i32::from(value);
                // SAFETY: the name lives through the call, as in those that follow.
                unsafe {
                    sys::rapport_conversation_set_bool(conversation, name, length, value, error)
                }
            }),
            // SAFETY: see above.
            FactValue::Int(value) => self.change(|conversation, error| unsafe {
                sys::rapport_conversation_set_int(conversation, name, length, value, error)
            }),
            // SAFETY: see above.
            FactValue::Double(value) => self.change(|conversation, error| unsafe {
                sys::rapport_conversation_set_double(conversation, name, length, value, error)
            }),
            FactValue::String(value) => self.set_string(fact, value),
            FactValue::Duration(value) => self.set_duration(fact, time::microseconds(value)?),
            FactValue::Timestamp(value) => {
                let value = time::instant(value)?;
                // SAFETY: see above.
                self.change(|conversation, error| unsafe {
                    sys::rapport_conversation_set_timestamp(
                        conversation,
                        name,
                        length,
                        value,
                        error,
                    )
                })
            }
            FactValue::Strings(values) => self.set_strings(fact, &values),
        }
    }

    fn set_string(&mut self, fact: &str, value: &str) -> Result<&mut Self> {
        let (name, length) = parts(fact);
        let (text, size) = parts(value);
        let tried = check(|error| unsafe {
            // SAFETY: the name and the value live through the call.
            sys::rapport_conversation_set_string(self.as_ptr(), name, length, text, size, error)
        });
        match tried {
            Ok(()) => Ok(self),
            // Looked up only now, since most texts are no durations.
            Err(error) if error.status() == Status::InvalidArgument && self.is_duration(fact) => {
                self.set_duration(fact, time::parse_duration(value, fact)?)
            }
            Err(error) => Err(error),
        }
    }

    fn is_duration(&self, fact: &str) -> bool {
        self.rules.facts().any(|f| f.id() == fact && f.fact_type() == FactType::Duration)
    }

    fn set_duration(&mut self, fact: &str, microseconds: i64) -> Result<&mut Self> {
        let (name, length) = parts(fact);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_set_duration(conversation, name, length, microseconds, error)
        })
    }

    fn set_strings(&mut self, fact: &str, values: &[&str]) -> Result<&mut Self> {
        let (name, length) = parts(fact);
        let (texts, lengths): (Vec<*const c_char>, Vec<usize>) =
            values.iter().map(|value| parts(*value)).unzip();
        self.change(|conversation, error| {
            // SAFETY: the name, the values and both lists, which are equally long, live through the
            // call.
            unsafe {
                sys::rapport_conversation_set_strings(
                    conversation,
                    name,
                    length,
                    texts.as_ptr(),
                    lengths.as_ptr(),
                    values.len(),
                    error,
                )
            }
        })
    }

    /// Makes a fact unknown again, or its default.
    pub fn clear_fact(&mut self, fact: &str) -> Result<&mut Self> {
        let (name, length) = parts(fact);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_clear_fact(conversation, name, length, error)
        })
    }

    /// Notes that the host has acted on the escalation to `route`, as things stand now: it is new
    /// again only when a later turn gives a further reason.
    pub fn acknowledge(&mut self, route: &str) -> Result<&mut Self> {
        let (name, length) = parts(route);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_acknowledge(conversation, name, length, error)
        })
    }

    /// Sets the customer type in place of what the rules find, `"none"` included: what a person,
    /// usually a supervisor, knows better. Like every override it holds until it is released,
    /// whatever turns follow; policies, playbooks and checks of replies go by it, while scores and
    /// evidence stay what the rules find.
    pub fn override_persona(&mut self, persona: &str) -> Result<&mut Self> {
        let (name, length) = parts(persona);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_override_persona(conversation, name, length, error)
        })
    }

    /// Takes [`Conversation::override_persona`] back.
    pub fn release_persona(&mut self) {
        // SAFETY: the conversation is alive and borrowed mutably.
        let status = unsafe { sys::rapport_conversation_release_persona(self.as_ptr()) };
        assert!(status == sys::RAPPORT_OK, "librapport: a persona was not released");
    }

    /// Sets the level of a scale, from 0.
    pub fn override_scale(&mut self, scale: &str, level: usize) -> Result<&mut Self> {
        let (name, length) = parts(scale);
        // One beyond all that there are is refused as those are.
        let level = i32::try_from(level).unwrap_or(i32::MAX);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_override_scale(conversation, name, length, level, error)
        })
    }

    /// Takes [`Conversation::override_scale`] back.
    pub fn release_scale(&mut self, scale: &str) -> Result<&mut Self> {
        let (name, length) = parts(scale);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_release_scale(conversation, name, length, error)
        })
    }

    /// Says whether the escalation to a route stands.
    pub fn override_escalation(&mut self, route: &str, rule: EscalationRule) -> Result<&mut Self> {
        let (name, length) = parts(route);
        let rule = rule.code();
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_override_escalation(conversation, name, length, rule, error)
        })
    }

    /// Takes [`Conversation::override_escalation`] back.
    pub fn release_escalation(&mut self, route: &str) -> Result<&mut Self> {
        let (name, length) = parts(route);
        // SAFETY: the name lives through the call.
        self.change(|conversation, error| unsafe {
            sys::rapport_conversation_release_escalation(conversation, name, length, error)
        })
    }

    /// Takes all overrides back.
    pub fn release_overrides(&mut self) {
        // SAFETY: the conversation is alive and borrowed mutably.
        let status = unsafe { sys::rapport_conversation_release_overrides(self.as_ptr()) };
        assert!(status == sys::RAPPORT_OK, "librapport: overrides were not released");
    }

    /// Forgets turns, facts, acknowledgements and overrides, and keeps the memory for the next case.
    pub fn reset(&mut self) {
        // SAFETY: the conversation is alive and borrowed mutably.
        let status = unsafe { sys::rapport_conversation_reset(self.as_ptr()) };
        assert!(status == sys::RAPPORT_OK, "librapport: a conversation was not reset");
    }

    /// How many turns there are.
    pub fn turn_count(&self) -> usize {
        get_number!(self, rapport_conversation_turn_count)
    }

    /// Decides about the conversation as it stands. Without `now`, the last turn's time is taken;
    /// when there is none either, time is unknown.
    pub fn decide(&self, now: Option<SystemTime>) -> Result<Decision> {
        let mut decider = Decider::new()?;
        decider.decide_conversation(self, now)?;
        Ok(decider.into_decision())
    }

    /// Reviews a reply as the agent's next turn; it is not added. While a reply is being written,
    /// keep a [`Reviewer`].
    ///
    /// ```
    /// use rapport::{Conversation, RuleSet, Turn};
    ///
    /// let rules = RuleSet::built_in()?;
    /// let mut conversation = Conversation::new(&rules)?;
    /// conversation.add_turn("Found it cheaper online. Is there a discount for me?")?;
    /// let review = conversation.review(Turn::agent("I can give you 25% off."), None)?;
    /// if review.is_blocked() {
    ///     println!("{:?}", review.tip());
    /// }
    /// # Ok::<(), rapport::Error>(())
    /// ```
    pub fn review<'t>(
        &self,
        reply: impl Into<Turn<'t>>,
        now: Option<SystemTime>,
    ) -> Result<Review> {
        let mut reviewer = Reviewer::new()?;
        reviewer.review_reply(self, reply, now)?;
        Ok(reviewer.into_review())
    }

    /// Why and why not, as one line of JSON: what [`Conversation::decide`] would decide. `id` is
    /// what its `"id"` says.
    pub fn explain_json(&self, id: &str, now: Option<SystemTime>) -> Result<String> {
        Decider::new()?.explain_conversation_json(self, id, now).map(str::to_string)
    }

    fn change(
        &mut self,
        call: impl FnOnce(*mut sys::rapport_conversation, *mut *mut sys::rapport_error) -> i32,
    ) -> Result<&mut Self> {
        check(|error| call(self.as_ptr(), error))?;
        Ok(self)
    }
}

impl fmt::Debug for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation").field("turn_count", &self.turn_count()).finish()
    }
}

/// Bounds on one conversation. What is not set, or set to 0, has its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ConversationLimits(sys::rapport_conversation_limits);

impl ConversationLimits {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// A further turn is refused: 2,000.
    pub fn turns(mut self, most: u32) -> Self {
        self.0.turns = most;
        self
    }

    /// Longer text is cut at a character and the turn flagged: 64 KiB.
    pub fn turn_bytes(mut self, most: usize) -> Self {
        self.0.turn_bytes = most;
        self
    }

    fn raw(&self) -> sys::rapport_conversation_limits {
        let struct_size = mem::size_of::<sys::rapport_conversation_limits>() as u32;
        sys::rapport_conversation_limits { struct_size, ..self.0 }
    }
}
