//! Decisions, and what they consist of.

mod advice;
mod findings;
mod overridden;
mod protocols;
mod service;

use std::fmt;
use std::ptr;

use rapport_sys as sys;

use crate::handle::{check, parts, Handle};
use crate::{read, Abstained};

pub use advice::{Action, Escalation, Flag, Forbidden, Limit, Reason};
pub use findings::{Evidence, PersonaScore, Place, ScaleLevel, Undetermined};
pub use overridden::Overridden;
pub use protocols::{Protocol, ProtocolFault, ProtocolStep};
pub use service::{Contact, Need, OpenQuestion, Promise};

/// Who this customer is like, why, and what to do.
///
/// It outlives the conversation and the rule set that it is about. Everything is read when it is
/// asked for, without allocating; texts are borrowed from the decision.
///
/// ```
/// let rules = rapport::RuleSet::built_in()?;
/// let decision = rules.decide(r#"{"turns": [{"text": "Useless! I want your manager NOW."}]}"#)?;
/// for escalation in decision.escalations() {
///     println!("{} by {:?}", escalation.label(), escalation.due());
/// }
/// for evidence in decision.evidence() {
///     println!("{}: {:?} {:+}", evidence.id(), evidence.text(), evidence.weight());
/// }
/// # Ok::<(), rapport::Error>(())
/// ```
///
/// It may move to another thread, but not be shared:
///
/// ```compile_fail,E0277
/// # let rules = rapport::RuleSet::built_in()?;
/// let decision = rules.decide(r#"{"turns": []}"#)?;
/// std::thread::scope(|scope| {
///     scope.spawn(|| decision.probability());
/// });
/// # Ok::<(), rapport::Error>(())
/// ```
pub struct Decision(Handle<sys::rapport_decision>);

impl Decision {
    pub(crate) fn from_handle(handle: Handle<sys::rapport_decision>) -> Self {
        Decision(handle)
    }

    pub(crate) fn as_ptr(&self) -> *mut sys::rapport_decision {
        self.0.as_ptr()
    }

    /// The customer type that is reported, or `"none"`.
    pub fn persona(&self) -> &str {
        get_text!(self, rapport_decision_persona)
    }

    /// Why none is reported; None when one is.
    pub fn abstained(&self) -> Option<Abstained> {
        match get_number!(self, rapport_decision_abstained) {
            sys::RAPPORT_ABSTAINED_NO => None,
            reason => Some(Abstained::from_raw(reason)),
        }
    }

    /// Of what is reported.
    pub fn probability(&self) -> f64 {
        probability(get_number!(self, rapport_decision_probability))
    }

    /// The most probable type, reported or not.
    pub fn top(&self) -> &str {
        get_text!(self, rapport_decision_top)
    }

    /// Of the most probable type.
    pub fn top_probability(&self) -> f64 {
        probability(get_number!(self, rapport_decision_top_probability))
    }

    /// Further types that are clear enough.
    pub fn also(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        get_list!(get_number!(self, rapport_decision_also_count), move |i| {
            get_text!(self, rapport_decision_also, i)
        })
    }

    /// Every type in the pack's order, and `"none"` last.
    pub fn personas(&self) -> impl ExactSizeIterator<Item = PersonaScore<'_>> + '_ {
        let count = get_number!(self, rapport_decision_score_count);
        get_list!(count, move |i| PersonaScore::new(self, i))
    }

    /// The scales, in the pack's order: hostility, urgency and so on.
    pub fn scales(&self) -> impl ExactSizeIterator<Item = ScaleLevel<'_>> + '_ {
        let count = get_number!(self, rapport_decision_scale_count);
        get_list!(count, move |i| ScaleLevel::new(self, i))
    }

    /// The scale with this id.
    pub fn scale(&self, id: &str) -> Option<ScaleLevel<'_>> {
        self.scales().find(|scale| scale.id() == id)
    }

    /// What the contact is about.
    pub fn contact(&self) -> Contact<'_> {
        Contact::new(self)
    }

    /// Needs that were voiced, the newest first.
    pub fn needs(&self) -> impl ExactSizeIterator<Item = Need<'_>> + '_ {
        let count = get_number!(self, rapport_decision_need_count);
        get_list!(count, move |i| Need::new(self, i))
    }

    /// Questions that no reply has taken up, the oldest first.
    pub fn open_questions(&self) -> impl ExactSizeIterator<Item = OpenQuestion<'_>> + '_ {
        let count = get_number!(self, rapport_decision_open_question_count);
        get_list!(count, move |i| OpenQuestion::new(self, i))
    }

    /// What agents have promised, and whether it was kept.
    pub fn promises(&self) -> impl ExactSizeIterator<Item = Promise<'_>> + '_ {
        let count = get_number!(self, rapport_decision_promise_count);
        get_list!(count, move |i| Promise::new(self, i))
    }

    /// What to do, most important first; hosts usually show three.
    pub fn actions(&self) -> impl ExactSizeIterator<Item = Action<'_>> + '_ {
        let count = get_number!(self, rapport_decision_action_count);
        get_list!(count, move |i| Action::new(self, i))
    }

    /// Recommended actions that need somebody's approval first.
    pub fn approvals(&self) -> impl Iterator<Item = Action<'_>> + '_ {
        self.actions().filter(|action| action.approval_from().is_some())
    }

    /// Actions that must not be taken now.
    pub fn forbidden(&self) -> impl ExactSizeIterator<Item = Forbidden<'_>> + '_ {
        let count = get_number!(self, rapport_decision_forbidden_count);
        get_list!(count, move |i| Forbidden::new(self, i))
    }

    /// Limits that hold, with the policy that set the smallest value.
    pub fn limits(&self) -> impl ExactSizeIterator<Item = Limit<'_>> + '_ {
        let count = get_number!(self, rapport_decision_limit_count);
        get_list!(count, move |i| Limit::new(self, i))
    }

    /// The limit with this id.
    pub fn limit(&self, id: &str) -> Option<Limit<'_>> {
        self.limits().find(|limit| limit.id() == id)
    }

    /// Marks that policies have set.
    pub fn flags(&self) -> impl ExactSizeIterator<Item = Flag<'_>> + '_ {
        let count = get_number!(self, rapport_decision_flag_count);
        get_list!(count, move |i| Flag::new(self, i))
    }

    /// Who must know, highest level first, one for each route.
    pub fn escalations(&self) -> impl ExactSizeIterator<Item = Escalation<'_>> + '_ {
        let count = get_number!(self, rapport_decision_escalation_count);
        get_list!(count, move |i| Escalation::new(self, i))
    }

    /// What counted, strongest first: hits of cues and entries of word tables in the customer's
    /// words, and conditions.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = Evidence<'_>> + '_ {
        let count = get_number!(self, rapport_decision_evidence_count);
        get_list!(count, move |i| Evidence::new(self, i))
    }

    /// Policies and conditions that could not be determined.
    pub fn undetermined(&self) -> impl ExactSizeIterator<Item = Undetermined<'_>> + '_ {
        let count = get_number!(self, rapport_decision_undetermined_count);
        get_list!(count, move |i| Undetermined::new(self, i))
    }

    /// What a person decided in place of the rules; mostly nothing.
    pub fn overridden(&self) -> impl ExactSizeIterator<Item = Overridden<'_>> + '_ {
        let count = get_number!(self, rapport_decision_overridden_count);
        get_list!(count, move |i| Overridden::new(self, i))
    }

    /// Protocols that have started; mostly none.
    pub fn protocols(&self) -> impl ExactSizeIterator<Item = Protocol<'_>> + '_ {
        let count = get_number!(self, rapport_decision_protocol_count);
        get_list!(count, move |i| Protocol::new(self, i))
    }

    /// [`RuleSet::name`](crate::RuleSet::name) of the rules that decided.
    pub fn ruleset(&self) -> &str {
        get_text!(self, rapport_decision_ruleset_name)
    }

    /// All of it as one line of JSON without a line break, the same bytes everywhere. Its `"id"` is
    /// the record's, or empty. It is written into memory of the decision, hence `&mut`.
    pub fn json(&mut self) -> &str {
        self.write_json((ptr::null(), 0))
    }

    /// The same with another `"id"`.
    pub fn json_with_id(&mut self, id: &str) -> &str {
        self.write_json(parts(id))
    }

    fn write_json(&mut self, (id, id_length): (*const std::os::raw::c_char, usize)) -> &str {
        let (mut json, mut length) = (ptr::null(), 0);
        let raw = self.as_ptr();
        // SAFETY: the handle and the id live through the call.
        let written = check(|error| unsafe {
            sys::rapport_decision_json(raw, id, id_length, &mut json, &mut length, error)
        });
        if let Err(error) = written {
            panic!("librapport: a decision was not written: {}", error); // memory has run out
        }
        // SAFETY: the text is borrowed from the handle, which the result keeps borrowed mutably.
        unsafe { read::borrowed(json, length) }
    }
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decision")
            .field("persona", &self.persona())
            .field("abstained", &self.abstained())
            .field("probability", &self.probability())
            .field("top", &self.top())
            .field("also", &self.also().collect::<Vec<_>>())
            .field("personas", &self.personas().collect::<Vec<_>>())
            .field("scales", &self.scales().collect::<Vec<_>>())
            .field("contact", &self.contact())
            .field("needs", &self.needs().collect::<Vec<_>>())
            .field("open_questions", &self.open_questions().collect::<Vec<_>>())
            .field("promises", &self.promises().collect::<Vec<_>>())
            .field("actions", &self.actions().collect::<Vec<_>>())
            .field("forbidden", &self.forbidden().collect::<Vec<_>>())
            .field("limits", &self.limits().collect::<Vec<_>>())
            .field("flags", &self.flags().collect::<Vec<_>>())
            .field("escalations", &self.escalations().collect::<Vec<_>>())
            .field("evidence", &self.evidence().collect::<Vec<_>>())
            .field("undetermined", &self.undetermined().collect::<Vec<_>>())
            .field("overridden", &self.overridden().collect::<Vec<_>>())
            .field("protocols", &self.protocols().collect::<Vec<_>>())
            .field("ruleset", &self.ruleset())
            .finish()
    }
}

fn probability(ten_thousandths: i32) -> f64 {
    f64::from(ten_thousandths) / 10_000.0
}

pub(crate) fn decimal(thousandths: i32) -> f64 {
    f64::from(thousandths) / 1_000.0
}

pub(crate) fn non_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
