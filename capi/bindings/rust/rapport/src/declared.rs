//! What the packs of a rule set declare, for hosts that build forms or check their mapping.

use crate::{FactType, RuleSet};

view! {
    /// A fact that the host may set.
    Fact of RuleSet shows id, fact_type, has_default, help; lists values
}

impl<'a> Fact<'a> {
    /// The name under which it is set.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_fact_id, self.index)
    }

    /// What values it takes.
    pub fn fact_type(&self) -> FactType {
        FactType::from_raw(get_number!(self.owner, rapport_ruleset_fact_type, self.index))
    }

    /// Whether it has a value when the host sets none.
    pub fn has_default(&self) -> bool {
        get_bool!(self.owner, rapport_ruleset_fact_has_default, self.index)
    }

    /// The values of an enum; none for other types.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_ruleset_fact_value_count, index), move |i| {
            get_text!(owner, rapport_ruleset_fact_value, index, i)
        })
    }

    /// For people; may be empty.
    pub fn help(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_fact_help, self.index)
    }
}

view! {
    /// A customer type.
    Persona of RuleSet shows id, label, display_name, summary
}

impl<'a> Persona<'a> {
    /// What decisions call it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_persona_id, self.index)
    }

    /// For agents.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_persona_label, self.index)
    }

    /// Neutral: may be stored, or shown to the customer.
    pub fn display_name(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_persona_display_name, self.index)
    }

    /// In a sentence.
    pub fn summary(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_persona_summary, self.index)
    }
}

view! {
    /// A scale, such as hostility.
    Scale of RuleSet shows id, help; lists levels
}

impl<'a> Scale<'a> {
    /// What decisions call it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_scale_id, self.index)
    }

    /// Names of its levels, from 0.
    pub fn levels(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_ruleset_scale_level_count, index), move |i| {
            get_text!(owner, rapport_ruleset_scale_level_name, index, i)
        })
    }

    /// For people; may be empty.
    pub fn help(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_scale_help, self.index)
    }
}

view! {
    /// What is looked for in the customer's words.
    Cue of RuleSet shows id, help
}

impl<'a> Cue<'a> {
    /// What evidence calls it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_cue_id, self.index)
    }

    /// For people; may be empty.
    pub fn help(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_cue_help, self.index)
    }
}

view! {
    /// A policy: a condition, and what follows from it.
    Policy of RuleSet shows id, when, help
}

impl<'a> Policy<'a> {
    /// What decisions call it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_policy_id, self.index)
    }

    /// Its condition, as the pack writes it.
    pub fn when(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_policy_when, self.index)
    }

    /// For people; may be empty.
    pub fn help(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_policy_help, self.index)
    }
}

view! {
    /// A check: what an agent's reply is held against.
    Check of RuleSet shows id, label, weight, is_fatal, help
}

impl<'a> Check<'a> {
    /// What findings call it.
    pub fn id(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_check_id, self.index)
    }

    /// For people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_check_label, self.index)
    }

    /// In the score.
    pub fn weight(&self) -> f64 {
        f64::from(get_number!(self.owner, rapport_ruleset_check_weight, self.index)) / 1_000.0
    }

    /// Whether its fail blocks the reply.
    pub fn is_fatal(&self) -> bool {
        get_bool!(self.owner, rapport_ruleset_check_is_fatal, self.index)
    }

    /// For people; may be empty.
    pub fn help(&self) -> &'a str {
        get_text!(self.owner, rapport_ruleset_check_help, self.index)
    }
}
