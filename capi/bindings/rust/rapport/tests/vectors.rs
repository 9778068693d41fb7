//! The vectors of the repository, which every way into the library reproduces byte for byte.

mod support;

use rapport::{Conversation, Decider};
use support::json::Json;
use support::typed::{fact_value, turn, typed_record};
use support::{frozen, time, vectors};

/// Calls `use_pair` for each conversation and the decision for it.
fn for_each(mut use_pair: impl FnMut(&str, &str)) {
    let (records, answers) = (vectors("conversations.jsonl"), vectors("decisions.jsonl"));
    assert_eq!(records.lines().count(), answers.lines().count());
    assert!(records.lines().count() > 30);
    for (record, answer) in records.lines().zip(answers.lines()) {
        use_pair(record, answer);
    }
}

#[test]
fn each_record() {
    let rules = frozen();
    for_each(|record, answer| assert_eq!(rules.decide_json(record).unwrap(), answer));
}

#[test]
fn each_record_in_the_same_memory() {
    let rules = frozen();
    let mut decider = Decider::new().unwrap();
    for_each(|record, answer| {
        assert_eq!(decider.decide_json(&rules, record).unwrap(), answer);
        let decision = decider.decide(&rules, record).unwrap();
        let id = Json::parse(record).get("id").unwrap().text().to_string();
        assert_eq!(decision.json_with_id("other"), answer.replacen(&id, "other", 1));
        assert_eq!(decision.json(), answer);
    });
}

#[test]
fn one_batch() {
    let answers = frozen().decide_lines(vectors("conversations.jsonl")).unwrap();
    assert_eq!(answers, vectors("decisions.jsonl"));
}

#[test]
fn one_batch_that_is_refused() {
    let mut decider = Decider::new().unwrap();
    let records = vectors("refused.jsonl");
    let rules = frozen();
    let answers = decider.decide_lines(&rules, &records).unwrap();
    assert_eq!(answers.text, vectors("refusals.jsonl"));
    assert_eq!(answers.refused, answers.text.matches("\"error\":").count());
    assert_eq!(answers.refused, records.lines().count() - 1);
}

#[test]
fn each_refused_record() {
    let (rules, refusals) = (frozen(), vectors("refusals.jsonl"));
    for (record, answer) in vectors("refused.jsonl").lines().zip(refusals.lines()) {
        let answer = Json::parse(answer);
        let expected = match answer.get("error") {
            Some(error) => error,
            None => continue,
        };
        let error = rules.decide_json(record).unwrap_err();
        assert_eq!(error.status().as_str(), expected.get("status").unwrap().text());
        assert_eq!(error.message(), expected.get("message").unwrap().text());
    }
}

fn override_by(conversation: &mut Conversation, overrides: &Json) {
    let entries = |key| overrides.get(key).map_or(&[][..], Json::entries);
    if let Some(persona) = overrides.get("persona") {
        conversation.override_persona(persona.text()).unwrap();
    }
    for (scale, level) in entries("scales") {
        conversation.override_scale(scale, level.number() as usize).unwrap();
    }
    for (route, rule) in entries("escalations") {
        conversation.override_escalation(route, rule.text().parse().unwrap()).unwrap();
    }
}

#[test]
fn each_conversation() {
    let rules = frozen();
    for_each(|record, answer| {
        let record = Json::parse(record);
        let mut conversation = Conversation::new(&rules).unwrap();
        let mut now = None;
        for (key, value) in record.entries() {
            match key.as_str() {
                "id" => {}
                "now" => now = Some(time(value.text())),
                "facts" => {
                    for (id, value) in value.entries() {
                        conversation.set_fact(id, fact_value(&rules, id, value)).unwrap();
                    }
                }
                "turns" => {
                    for item in value.list() {
                        conversation.add_turn(turn(item)).unwrap();
                    }
                }
                "overrides" => override_by(&mut conversation, value),
                "acknowledged" => {} // as things stand at the end, hence below
                other => panic!("a record with {}", other),
            }
        }
        for route in record.get("acknowledged").map_or(&[][..], Json::list) {
            conversation.acknowledge(route.text()).unwrap();
        }
        let id = record.get("id").unwrap().text();
        let mut decision = conversation.decide(now).unwrap();
        assert_eq!(decision.json_with_id(id), answer);
        assert_eq!(decision.json(), answer.replacen(id, "", 1));
        assert_eq!(
            conversation.explain_json(id, now).unwrap(),
            rules.explain_json(&typed_record(&rules, &record)).unwrap()
        );
    });
}

#[test]
fn each_typed_record() {
    let rules = frozen();
    let mut lines = String::new();
    for_each(|record, answer| {
        let record = Json::parse(record);
        let record = typed_record(&rules, &record);
        assert_eq!(rules.decide(&record).unwrap().json(), answer);
        lines += &(record.to_json().unwrap() + "\n");
    });
    assert_eq!(rules.decide_lines(lines).unwrap(), vectors("decisions.jsonl"));
}

#[test]
fn explanations_of_records() {
    let rules = frozen();
    for_each(|record, answer| {
        let explanation = Json::parse(&rules.explain_json(record).unwrap());
        let answer = Json::parse(answer);
        for key in ["id", "ruleset"] {
            assert_eq!(explanation.get(key), answer.get(key));
        }
        assert_eq!(explanation.get("policies").unwrap().list().len(), rules.policies().len());
    });
}
