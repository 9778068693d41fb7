//! What a decision says is to be done, and what is not.

use std::time::SystemTime;

use super::{non_empty, Decision};
use crate::{time, ActionKind, Performer};

view! {
    /// Something to do.
    Action of Decision
        shows id, label, by, kind, approval_from, availability_known; lists reasons, say
}

/// Why an action is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// A policy recommends it.
    Policy(&'a str),
    /// It is in the playbook of a customer type.
    Persona(&'a str),
    /// It serves a need that the customer voiced.
    Need(&'a str),
    /// It is in the playbook of a kind of contact.
    ContactKind(&'a str),
}

impl<'a> Action<'a> {
    /// What the pack calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_action_id, self.index)
    }

    /// For people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_action_label, self.index)
    }

    /// Who does it.
    pub fn by(&self) -> Performer {
        Performer::from_raw(get_number!(self.owner, rapport_decision_action_by, self.index))
    }

    /// What kind of action it is.
    pub fn kind(&self) -> ActionKind {
        ActionKind::from_raw(get_number!(self.owner, rapport_decision_action_kind, self.index))
    }

    /// Whose approval it needs first; None for nobody's.
    pub fn approval_from(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_decision_action_approval_from, self.index))
    }

    /// Whether the host has said that it offers this.
    pub fn availability_known(&self) -> bool {
        get_bool!(self.owner, rapport_decision_action_availability_known, self.index)
    }

    /// Why it is recommended.
    pub fn reasons(&self) -> impl ExactSizeIterator<Item = Reason<'a>> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_action_reason_count, index), move |i| {
            let id = get_text!(owner, rapport_decision_action_reason, index, i);
            match get_number!(owner, rapport_decision_action_reason_kind, index, i) {
                rapport_sys::RAPPORT_REASON_PERSONA => Reason::Persona(id),
                rapport_sys::RAPPORT_REASON_NEED => Reason::Need(id),
                rapport_sys::RAPPORT_REASON_CONTACT_KIND => Reason::ContactKind(id),
                _ => Reason::Policy(id),
            }
        })
    }

    /// Lines to say, with every placeholder filled; the best first.
    pub fn say(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_action_say_count, index), move |i| {
            get_text!(owner, rapport_decision_action_say, index, i)
        })
    }
}

view! {
    /// An action that must not be taken now.
    Forbidden of Decision shows id, policy, undetermined
}

impl<'a> Forbidden<'a> {
    /// The action.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_forbidden_action, self.index)
    }

    /// The policy that forbids it.
    pub fn policy(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_forbidden_policy, self.index)
    }

    /// Whether it holds only because the policy's condition is unknown.
    pub fn undetermined(&self) -> bool {
        get_bool!(self.owner, rapport_decision_forbidden_undetermined, self.index)
    }
}

view! {
    /// A limit that holds.
    Limit of Decision shows id, value, unit, policy, undetermined
}

impl<'a> Limit<'a> {
    /// What the pack calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_limit_id, self.index)
    }

    /// The most that is allowed.
    pub fn value(&self) -> i64 {
        get_number!(self.owner, rapport_decision_limit_value, self.index)
    }

    /// Of the value, such as `"percent"`.
    pub fn unit(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_limit_unit, self.index)
    }

    /// The policy that set this value.
    pub fn policy(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_limit_policy, self.index)
    }

    /// Whether it holds only because the policy's condition is unknown.
    pub fn undetermined(&self) -> bool {
        get_bool!(self.owner, rapport_decision_limit_undetermined, self.index)
    }
}

view! {
    /// A mark that a policy has set.
    Flag of Decision shows id, policy
}

impl<'a> Flag<'a> {
    /// What the pack calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_flag_id, self.index)
    }

    /// The policy that set it.
    pub fn policy(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_flag_policy, self.index)
    }
}

view! {
    /// Somebody who must know.
    Escalation of Decision shows to, label, level, due, since_turn, is_new; lists reasons, policies
}

impl<'a> Escalation<'a> {
    /// The route.
    pub fn to(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_escalation_to, self.index)
    }

    /// The route, for people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_escalation_label, self.index)
    }

    /// The higher, the more serious.
    pub fn level(&self) -> i32 {
        get_number!(self.owner, rapport_decision_escalation_level, self.index)
    }

    /// By when; None without times, or when the pack states no time.
    pub fn due(&self) -> Option<SystemTime> {
        time::system_time(get_number!(self.owner, rapport_decision_escalation_due, self.index))
    }

    /// The turn from which it has held without a break, from 0.
    pub fn since_turn(&self) -> usize {
        let turn: i32 = get_number!(self.owner, rapport_decision_escalation_since_turn, self.index);
        usize::try_from(turn).unwrap_or(0)
    }

    /// False once acknowledged, until a later turn gives a further reason.
    pub fn is_new(&self) -> bool {
        get_bool!(self.owner, rapport_decision_escalation_is_new, self.index)
    }

    /// Why.
    pub fn reasons(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_escalation_reason_count, index), move |i| {
            get_text!(owner, rapport_decision_escalation_reason, index, i)
        })
    }

    /// The policy that gave each reason, in the same order.
    pub fn policies(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_escalation_reason_count, index), move |i| {
            get_text!(owner, rapport_decision_escalation_policy, index, i)
        })
    }
}
