//! How far protocols are.

use super::{non_empty, Decision, Place};
use crate::StepStatus;

view! {
    /// A protocol that has started: what was done, what is next, what went wrong.
    Protocol of Decision
        shows id, label, state, state_label, ended, started_turn, since_turn, next;
        lists steps, faults
}

impl<'a> Protocol<'a> {
    /// What the pack calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_protocol_id, self.index)
    }

    /// For people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_protocol_label, self.index)
    }

    /// The state that it is in.
    pub fn state(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_protocol_state, self.index)
    }

    /// That state, for people.
    pub fn state_label(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_protocol_state_label, self.index)
    }

    /// Whether nothing is next in this state.
    pub fn ended(&self) -> bool {
        get_bool!(self.owner, rapport_decision_protocol_ended, self.index)
    }

    /// The turn in which it started, from 0.
    pub fn started_turn(&self) -> usize {
        let turn: i32 = get_number!(self.owner, rapport_decision_protocol_started_turn, self.index);
        usize::try_from(turn).unwrap_or(0)
    }

    /// The turn since which it is in this state, from 0.
    pub fn since_turn(&self) -> usize {
        let turn: i32 = get_number!(self.owner, rapport_decision_protocol_since_turn, self.index);
        usize::try_from(turn).unwrap_or(0)
    }

    /// The step to be done now.
    pub fn next(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_decision_protocol_next, self.index))
    }

    /// Steps of the state, then others that were done.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = ProtocolStep<'a>> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_protocol_step_count, index), move |i| {
            let status = get_number!(owner, rapport_decision_protocol_step_status, index, i);
            let span = get_span!(owner, rapport_decision_protocol_step_span, index, i);
            let action = get_text!(owner, rapport_decision_protocol_step_action, index, i);
            ProtocolStep {
                id: get_text!(owner, rapport_decision_protocol_step_id, index, i),
                label: get_text!(owner, rapport_decision_protocol_step_label, index, i),
                status: StepStatus::from_raw(status),
                action: non_empty(action),
                place: Place::if_any(span),
            }
        })
    }

    /// What agents should not have said, by turn.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = ProtocolFault<'a>> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_protocol_fault_count, index), move |i| {
            let span = get_span!(owner, rapport_decision_protocol_fault_span, index, i);
            ProtocolFault {
                id: get_text!(owner, rapport_decision_protocol_fault_id, index, i),
                label: get_text!(owner, rapport_decision_protocol_fault_label, index, i),
                place: Place::of(span),
            }
        })
    }
}

/// Something that a protocol asks of agents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProtocolStep<'a> {
    /// What the pack calls it.
    pub id: &'a str,
    /// For people.
    pub label: &'a str,
    /// How far it is.
    pub status: StepStatus,
    /// The action that goes with it.
    pub action: Option<&'a str>,
    /// Where it was done first; None if it was not.
    pub place: Option<Place>,
}

/// What an agent should not have said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProtocolFault<'a> {
    /// What the pack calls it.
    pub id: &'a str,
    /// For people.
    pub label: &'a str,
    /// Where it was said.
    pub place: Place,
}
