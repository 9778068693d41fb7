//! What the customer writes for, and what was promised.

use std::time::SystemTime;

use super::{non_empty, Decision, Place};
use crate::{time, PromiseState};

/// What a contact is about.
#[derive(Clone, Copy)]
pub struct Contact<'a> {
    owner: &'a Decision,
}

impl<'a> Contact<'a> {
    pub(crate) fn new(owner: &'a Decision) -> Self {
        Self { owner }
    }

    /// The kind of contact, or `"none"`.
    pub fn kind(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_contact_kind)
    }

    /// The kind, for people; None for none.
    pub fn label(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_decision_contact_label))
    }

    /// Further kinds that hold.
    pub fn also(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner } = *self;
        get_list!(get_number!(owner, rapport_decision_contact_also_count), move |i| {
            get_text!(owner, rapport_decision_contact_also, i)
        })
    }
}

impl std::fmt::Debug for Contact<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contact")
            .field("kind", &self.kind())
            .field("label", &self.label())
            .field("also", &self.also().collect::<Vec<_>>())
            .finish()
    }
}

view! {
    /// Something that the customer needs.
    Need of Decision shows id, label, place, text
}

impl<'a> Need<'a> {
    /// What the pack calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_need_id, self.index)
    }

    /// For people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_need_label, self.index)
    }

    /// Where it was voiced last; None when a condition alone tells it.
    pub fn place(&self) -> Option<Place> {
        Place::if_any(get_span!(self.owner, rapport_decision_need_span, self.index))
    }

    /// The customer's words there; None when a condition alone tells it.
    pub fn text(&self) -> Option<&'a str> {
        let text = get_text!(self.owner, rapport_decision_need_text, self.index);
        Some(text).filter(|_| self.place().is_some())
    }
}

view! {
    /// A question that no reply has taken up.
    OpenQuestion of Decision shows place, text
}

impl<'a> OpenQuestion<'a> {
    /// Where it was asked.
    pub fn place(&self) -> Place {
        Place::of(get_span!(self.owner, rapport_decision_open_question_span, self.index))
    }

    /// The customer's words.
    pub fn text(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_open_question_text, self.index)
    }
}

view! {
    /// What an agent has promised.
    Promise of Decision shows id, label, place, text, due, state
}

impl<'a> Promise<'a> {
    /// What the pack calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_promise_id, self.index)
    }

    /// For people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_promise_label, self.index)
    }

    /// Where it was made.
    pub fn place(&self) -> Place {
        Place::of(get_span!(self.owner, rapport_decision_promise_span, self.index))
    }

    /// The agent's words.
    pub fn text(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_promise_text, self.index)
    }

    /// By when; None without times, or when neither the words nor the pack say when.
    pub fn due(&self) -> Option<SystemTime> {
        time::system_time(get_number!(self.owner, rapport_decision_promise_due, self.index))
    }

    /// Whether it was kept.
    pub fn state(&self) -> PromiseState {
        PromiseState::from_raw(get_number!(self.owner, rapport_decision_promise_state, self.index))
    }
}
