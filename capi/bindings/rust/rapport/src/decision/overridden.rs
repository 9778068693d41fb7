//! What a person decided in place of the rules.

use super::Decision;
use crate::{EscalationRule, OverrideKind};

view! {
    /// What a person decided in place of the rules, and what those found.
    Overridden of Decision shows kind, id, level, rule, found, found_level; lists reasons, policies
}

impl<'a> Overridden<'a> {
    /// What it is about.
    pub fn kind(&self) -> OverrideKind {
        let number = get_number!(self.owner, rapport_decision_overridden_kind, self.index);
        OverrideKind::from_raw(number)
    }

    /// The persona that was set; the scale; the route.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_overridden_id, self.index)
    }

    /// Of a scale, the level that was set.
    pub fn level(&self) -> Option<usize> {
        let level = get_number!(self.owner, rapport_decision_overridden_level, self.index);
        usize::try_from(level).ok().filter(|_| self.kind() == OverrideKind::Scale)
    }

    /// Of an escalation.
    pub fn rule(&self) -> Option<EscalationRule> {
        match get_number!(self.owner, rapport_decision_overridden_rule, self.index) {
            _ if self.kind() != OverrideKind::Escalation => None,
            rapport_sys::RAPPORT_ESCALATION_HOLD => Some(EscalationRule::Hold),
            rapport_sys::RAPPORT_ESCALATION_SUPPRESS => Some(EscalationRule::Suppress),
            _ => None, // of a newer library
        }
    }

    /// The persona that the rules found, or `"none"`; the name of the level; empty for an
    /// escalation and for a level that is not known.
    pub fn found(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_overridden_found, self.index)
    }

    /// Of a scale, the level that the rules found; None when it is not known.
    pub fn found_level(&self) -> Option<usize> {
        let level = get_number!(self.owner, rapport_decision_overridden_found_level, self.index);
        usize::try_from(level).ok()
    }

    /// Of an escalation, why policies escalate, also those that were suppressed.
    pub fn reasons(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_overridden_reason_count, index), move |i| {
            get_text!(owner, rapport_decision_overridden_reason, index, i)
        })
    }

    /// One for each reason.
    pub fn policies(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_decision_overridden_reason_count, index), move |i| {
            get_text!(owner, rapport_decision_overridden_policy, index, i)
        })
    }
}
