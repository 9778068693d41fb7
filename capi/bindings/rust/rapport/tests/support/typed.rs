//! Records of the vectors as values of their types.

use rapport::{FactType, FactValue, Record, RuleSet, Speaker, Turn};

use super::json::Json;
use super::{duration, time};

/// A fact by the type that the pack declares for it.
pub fn fact_value<'a>(rules: &RuleSet, id: &str, value: &'a Json) -> FactValue<'a> {
    let fact = rules.facts().find(|fact| fact.id() == id).expect("a declared fact");
    match fact.fact_type() {
        FactType::Bool => (*value == Json::Bool(true)).into(),
        FactType::Int => (value.number() as i64).into(),
        FactType::Double => value.number().into(),
        FactType::String | FactType::Enum => value.text().into(),
        FactType::Duration => duration(value.text()).into(),
        FactType::Timestamp => time(value.text()).into(),
        FactType::Strings => FactValue::Strings(value.list().iter().map(Json::text).collect()),
        other => panic!("a fact of type {}", other),
    }
}

pub fn turn(turn: &Json) -> Turn<'_> {
    let by = turn.get("by").map_or(Speaker::Customer, |by| by.text().parse().unwrap());
    let mut result = Turn::new(by, turn.get("text").unwrap().text());
    for (key, value) in turn.entries() {
        let value = value.text();
        result = match key.as_str() {
            "by" | "text" => result,
            "at" => result.at(time(value)),
            "end" => result.end(time(value)),
            "visibility" => result.visibility(value.parse().unwrap()),
            "format" => result.format(value.parse().unwrap()),
            "language" => result.language(value),
            "id" => result.id(value),
            "author" => result.author(value),
            other => panic!("a turn with {}", other),
        };
    }
    result
}

fn overrides<'a>(record: Record<'a>, overrides: &'a Json) -> Record<'a> {
    let entries = |key| overrides.get(key).map_or(&[][..], Json::entries);
    let record = match overrides.get("persona") {
        Some(persona) => record.override_persona(persona.text()),
        None => record,
    };
    let record = entries("scales").iter().fold(record, |record, (scale, level)| {
        record.override_scale(scale, level.number() as usize)
    });
    entries("escalations").iter().fold(record, |record, (route, rule)| {
        record.override_escalation(route, rule.text().parse().unwrap())
    })
}

pub fn typed_record<'a>(rules: &RuleSet, json: &'a Json) -> Record<'a> {
    let mut record = Record::new();
    for (key, value) in json.entries() {
        record = match key.as_str() {
            "id" => record.id(value.text()),
            "now" => record.now(time(value.text())),
            "facts" => value
                .entries()
                .iter()
                .fold(record, |record, (id, value)| record.fact(id, fact_value(rules, id, value))),
            "turns" => value.list().iter().fold(record, |record, item| record.turn(turn(item))),
            "acknowledged" => {
                value.list().iter().fold(record, |record, route| record.acknowledged(route.text()))
            }
            "overrides" => overrides(record, value),
            other => panic!("a record with {}", other),
        };
    }
    record
}
