//! What a decision found out, and from what.

use std::ops::Range;

use super::{decimal, non_empty, probability, Decision};
use crate::{EvidenceKind, UndeterminedKind};

view! {
    /// How probable a customer type is.
    PersonaScore of Decision shows id, probability, score
}

impl<'a> PersonaScore<'a> {
    /// The customer type, or `"none"`.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_score_persona, self.index)
    }

    /// Those of all types and of `"none"` add up to 1, but for rounding.
    pub fn probability(&self) -> f64 {
        probability(get_number!(self.owner, rapport_decision_score_probability, self.index))
    }

    /// The sum of what speaks for it and against it.
    pub fn score(&self) -> f64 {
        decimal(get_number!(self.owner, rapport_decision_score_value, self.index))
    }
}

view! {
    /// Where the customer is on a scale.
    ScaleLevel of Decision shows id, level, level_name, score
}

impl<'a> ScaleLevel<'a> {
    /// The scale.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_scale_id, self.index)
    }

    /// From 0; None when it is unknown, in a language that the pack does not serve.
    pub fn level(&self) -> Option<usize> {
        usize::try_from(get_number!(self.owner, rapport_decision_scale_level, self.index)).ok()
    }

    /// The name of that level.
    pub fn level_name(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_decision_scale_level_name, self.index))
    }

    /// The sum of what speaks for a higher level and against it.
    pub fn score(&self) -> f64 {
        decimal(get_number!(self.owner, rapport_decision_scale_score, self.index))
    }
}

/// Where in a conversation something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The turn, from 0.
    pub turn: usize,
    /// Bytes of its text.
    pub bytes: Range<usize>,
}

impl Place {
    /// Of a span that every item has.
    pub(crate) fn of((turn, bytes): (i32, Range<u32>)) -> Self {
        let bytes = bytes.start as usize..bytes.end as usize;
        Place { turn: usize::try_from(turn).unwrap_or(0), bytes }
    }

    /// Of a span whose turn is -1 for none.
    pub(crate) fn if_any(span: (i32, Range<u32>)) -> Option<Self> {
        (span.0 >= 0).then(|| Self::of(span))
    }
}

view! {
    /// Something that counted: a hit of a cue, an entry of a word table, or a condition.
    Evidence of Decision shows id, kind, place, text, persona, weight
}

impl<'a> Evidence<'a> {
    /// The cue or condition; of a word or pair, its entry in the table, such as `"no reply"`.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_evidence_id, self.index)
    }

    /// Which of them it is.
    pub fn kind(&self) -> EvidenceKind {
        EvidenceKind::from_raw(get_number!(self.owner, rapport_decision_evidence_kind, self.index))
    }

    /// Where it was found; None for a condition.
    pub fn place(&self) -> Option<Place> {
        Place::if_any(get_span!(self.owner, rapport_decision_evidence_span, self.index))
    }

    /// The words there; None for a condition.
    pub fn text(&self) -> Option<&'a str> {
        let text = get_text!(self.owner, rapport_decision_evidence_text, self.index);
        Some(text).filter(|_| self.kind() != EvidenceKind::Condition)
    }

    /// The customer type for which it counted; None when only a policy read it.
    pub fn persona(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_decision_evidence_persona, self.index))
    }

    /// Of one hit for that type, 0 when only a policy read it; of a word, what it added to that
    /// type's lead over `"none"`.
    pub fn weight(&self) -> f64 {
        decimal(get_number!(self.owner, rapport_decision_evidence_weight, self.index))
    }
}

view! {
    /// What could not be determined.
    Undetermined of Decision shows id, kind, failure; lists missing
}

impl<'a> Undetermined<'a> {
    /// Of what `kind` says.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_decision_undetermined_id, self.index)
    }

    /// What it is.
    pub fn kind(&self) -> UndeterminedKind {
        let kind = get_number!(self.owner, rapport_decision_undetermined_kind, self.index);
        UndeterminedKind::from_raw(kind)
    }

    /// What failed, such as an overflow; None when something is merely not known.
    pub fn failure(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_decision_undetermined_error, self.index))
    }

    /// Facts and signals that are not known.
    pub fn missing(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(
            get_number!(owner, rapport_decision_undetermined_missing_count, index),
            move |i| { get_text!(owner, rapport_decision_undetermined_missing, index, i) }
        )
    }
}
