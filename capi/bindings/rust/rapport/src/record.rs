//! A whole conversation in one value.

use std::borrow::Cow;
use std::time::SystemTime;

use crate::json::{write_list, write_string, Object};
use crate::time;
use crate::{Error, EscalationRule, FactValue, Format, Result, Status, Turn, Visibility};

/// A whole conversation in one value, for hosts that decide about it once.
///
/// ```
/// use rapport::{Record, RuleSet, Turn};
///
/// let rules = RuleSet::built_in()?;
/// let record = Record::new()
///     .id("c1")
///     .channel("livechat")
///     .fact("contacts_same_issue_7d", 3)
///     .turn("This is the third time I'm asking.")
///     .turn(Turn::agent("May I ask your name?"));
/// let decision = rules.decide(&record)?;
/// println!("{}", decision.persona());
/// # Ok::<(), rapport::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Record<'a> {
    id: Option<Cow<'a, str>>,
    channel: Option<Cow<'a, str>>,
    now: Option<SystemTime>,
    facts: Vec<(Cow<'a, str>, FactValue<'a>)>,
    turns: Vec<Turn<'a>>,
    acknowledged: Vec<Cow<'a, str>>,
    persona: Option<Cow<'a, str>>,
    levels: Vec<(Cow<'a, str>, usize)>,
    escalations: Vec<(Cow<'a, str>, EscalationRule)>,
}

impl<'a> Record<'a> {
    /// Without turns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Comes back with the answer.
    pub fn id(mut self, id: impl Into<Cow<'a, str>>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the fact `channel`, where the pack declares one; usual other names are understood.
    pub fn channel(mut self, channel: impl Into<Cow<'a, str>>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// When the decision is made. Otherwise the time of the last turn is taken.
    pub fn now(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    /// Adds a fact that the pack declares.
    pub fn fact(mut self, fact: impl Into<Cow<'a, str>>, value: impl Into<FactValue<'a>>) -> Self {
        self.facts.push((fact.into(), value.into()));
        self
    }

    /// Adds a turn.
    pub fn turn(mut self, turn: impl Into<Turn<'a>>) -> Self {
        self.turns.push(turn.into());
        self
    }

    /// Adds a route whose escalation the host has acted on.
    pub fn acknowledged(mut self, route: impl Into<Cow<'a, str>>) -> Self {
        self.acknowledged.push(route.into());
        self
    }

    /// As [`Conversation::override_persona`](crate::Conversation::override_persona).
    pub fn override_persona(mut self, persona: impl Into<Cow<'a, str>>) -> Self {
        self.persona = Some(persona.into());
        self
    }

    /// As [`Conversation::override_scale`](crate::Conversation::override_scale).
    pub fn override_scale(mut self, scale: impl Into<Cow<'a, str>>, level: usize) -> Self {
        self.levels.push((scale.into(), level));
        self
    }

    /// As [`Conversation::override_escalation`](crate::Conversation::override_escalation).
    pub fn override_escalation(
        mut self,
        route: impl Into<Cow<'a, str>>,
        rule: EscalationRule,
    ) -> Self {
        self.escalations.push((route.into(), rule));
        self
    }

    /// As one line of JSON, for [`RuleSet::decide_lines`](crate::RuleSet::decide_lines) or another
    /// program. Fails for a time outside the years 1 to 9999 and for a number that is infinite or
    /// NaN.
    pub fn to_json(&self) -> Result<String> {
        let mut json = String::new();
        let mut record = Object::new(&mut json);
        if let Some(id) = &self.id {
            record.string("id", id);
        }
        if let Some(channel) = &self.channel {
            record.string("channel", channel);
        }
        if let Some(now) = self.now {
            record.string("now", &time::rfc3339(now)?);
        }
        if !self.facts.is_empty() {
            let mut facts = Object::new(record.key("facts"));
            for (fact, value) in &self.facts {
                write_fact(fact, value, facts.key(fact))?;
            }
            facts.end();
        }
        write_list(&self.turns, record.key("turns"), write_turn)?;
        if !self.acknowledged.is_empty() {
            write_list(&self.acknowledged, record.key("acknowledged"), write_text)?;
        }
        if self.persona.is_some() || !self.levels.is_empty() || !self.escalations.is_empty() {
            self.write_overrides(record.key("overrides"));
        }
        record.end();
        Ok(json)
    }

    fn write_overrides(&self, json: &mut String) {
        let mut overrides = Object::new(json);
        if let Some(persona) = &self.persona {
            overrides.string("persona", persona);
        }
        if !self.levels.is_empty() {
            let mut scales = Object::new(overrides.key("scales"));
            for (scale, level) in &self.levels {
                scales.key(scale).push_str(&level.to_string());
            }
            scales.end();
        }
        if !self.escalations.is_empty() {
            let mut escalations = Object::new(overrides.key("escalations"));
            for (route, rule) in &self.escalations {
                escalations.string(route, rule.as_str());
            }
            escalations.end();
        }
        overrides.end();
    }
}

fn write_text(text: &impl AsRef<str>, json: &mut String) -> Result<()> {
    write_string(text.as_ref(), json);
    Ok(())
}

fn write_fact(fact: &str, value: &FactValue<'_>, json: &mut String) -> Result<()> {
    match value {
        FactValue::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
        FactValue::Int(value) => json.push_str(&value.to_string()),
        FactValue::Double(value) => {
            if !value.is_finite() {
                let message = format!("facts.{}: a record has no place for {}", fact, value);
                return Err(Error::new(Status::InvalidArgument, message));
            }
            let shortest = format!("{:?}", value);
            json.push_str(&shortest);
        }
        FactValue::String(value) => write_string(value, json),
        FactValue::Duration(value) => {
            write_string(&format!("{}us", time::microseconds(*value)?), json);
        }
        FactValue::Timestamp(value) => write_string(&time::rfc3339(*value)?, json),
        FactValue::Strings(values) => write_list(values, json, write_text)?,
    }
    Ok(())
}

fn write_turn(turn: &Turn<'_>, json: &mut String) -> Result<()> {
    let mut object = Object::new(json);
    object.string("by", turn.by.as_str());
    object.string("text", turn.text);
    for (key, time) in [("at", turn.at), ("end", turn.end)] {
        if let Some(time) = time {
            object.string(key, &time::rfc3339(time)?);
        }
    }
    if turn.visibility != Visibility::Public {
        object.string("visibility", turn.visibility.as_str());
    }
    if turn.format != Format::Text {
        object.string("format", turn.format.as_str());
    }
    for (key, text) in [("language", turn.language), ("id", turn.id), ("author", turn.author)] {
        if !text.is_empty() {
            object.string(key, text);
        }
    }
    object.end();
    Ok(())
}

/// What can be decided about: a [`Record`], or one as JSON.
///
/// It is implemented for `&Record`, `&str` and `&String`, and cannot be implemented elsewhere.
pub trait AsRecord: sealed::AsJson {}

impl<Value: sealed::AsJson> AsRecord for Value {}

mod sealed {
    use std::borrow::Cow;

    pub trait AsJson {
        fn as_json(&self) -> crate::Result<Cow<'_, str>>;
    }

    impl AsJson for &str {
        fn as_json(&self) -> crate::Result<Cow<'_, str>> {
            Ok(Cow::Borrowed(self))
        }
    }

    impl AsJson for &String {
        fn as_json(&self) -> crate::Result<Cow<'_, str>> {
            Ok(Cow::Borrowed(self))
        }
    }

    impl AsJson for &super::Record<'_> {
        fn as_json(&self) -> crate::Result<Cow<'_, str>> {
            self.to_json().map(Cow::Owned)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn empty() {
        assert_eq!(Record::new().to_json().unwrap(), r#"{"turns":[]}"#);
    }

    #[test]
    fn everything() {
        let at = UNIX_EPOCH + Duration::from_secs(1_772_360_400);
        let later = at + Duration::from_millis(1500);
        let turn = Turn::bot("b\\c")
            .at(at)
            .end(later)
            .visibility(Visibility::Internal)
            .format(Format::Html)
            .language("en")
            .id("7")
            .author("Bo");
        let record = Record::new()
            .id("🙄\"")
            .channel("chat")
            .now(later)
            .fact("bool", true)
            .fact("int", -3)
            .fact("double", 3.0)
            .fact("large", 1e300)
            .fact("string", "a\0b\n")
            .fact("duration", Duration::from_millis(2500))
            .fact("time", at)
            .fact("strings", ["x", "y"])
            .turn("a")
            .turn(turn)
            .acknowledged("supervisor")
            .override_persona("skeptic")
            .override_scale("hostility", 1)
            .override_escalation("legal", EscalationRule::Hold);
        let expected = concat!(
            r#"{"id":"🙄\"","channel":"chat","now":"2026-03-01T10:20:01.500000Z","#,
            r#""facts":{"bool":true,"int":-3,"double":3.0,"large":1e300,"string":"a\u0000b\n","#,
            r#""duration":"2500000us","time":"2026-03-01T10:20:00Z","strings":["x","y"]},"#,
            r#""turns":[{"by":"customer","text":"a"},{"by":"bot","text":"b\\c","#,
            r#""at":"2026-03-01T10:20:00Z","end":"2026-03-01T10:20:01.500000Z","#,
            r#""visibility":"internal","format":"html","language":"en","id":"7","#,
            r#""author":"Bo"}],"acknowledged":["supervisor"],"overrides":{"persona":"skeptic","#,
            r#""scales":{"hostility":1},"escalations":{"legal":"hold"}}}"#,
        );
        assert_eq!(record.to_json().unwrap(), expected);
    }

    #[test]
    fn numbers_that_are_none() {
        for value in [f64::NAN, f64::INFINITY] {
            let error = Record::new().fact("spend", value).to_json().unwrap_err();
            assert_eq!(error.status(), Status::InvalidArgument);
            assert!(error.message().starts_with("facts.spend: "), "{}", error);
        }
    }
}
