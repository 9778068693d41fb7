//! The getters of decisions against the JSON that the library writes.

mod support;

use std::time::SystemTime;

use rapport::decision::{
    Escalation, Evidence, Limit, Need, Overridden, Place, Promise, Protocol, Reason, Undetermined,
};
use rapport::{
    Abstained, ActionKind, Decision, EvidenceKind, OverrideKind, Performer, PromiseState, RuleSet,
    StepStatus,
};
use support::json::Json;
use support::{frozen, time, vectors};

fn object<'a>(entries: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
}

fn list<Item>(items: impl Iterator<Item = Item>, make: impl FnMut(Item) -> Json) -> Json {
    Json::List(items.map(make).collect())
}

fn texts<'a>(items: impl Iterator<Item = &'a str>) -> Json {
    list(items, Json::from)
}

/// Adds what is written only when it is true.
fn marked(mut entries: Vec<(&'static str, Json)>, key: &'static str, holds: bool) -> Json {
    if holds {
        entries.push((key, Json::Bool(true)));
    }
    object(entries)
}

/// As the vectors write it: one of the times that they or [`SERVICE_DUE`] name must be it.
fn time_text(at: Option<SystemTime>) -> Json {
    let at = match at {
        Some(at) => at,
        None => return Json::Null,
    };
    let answers = vectors("decisions.jsonl");
    let named = answers.split("\"due\":\"").skip(1).map(|rest| &rest[..20]);
    let mut named = named.chain(SERVICE_DUE);
    Json::from(named.find(|text| time(text) == at).expect("that time"))
}

fn escalation(escalation: Escalation<'_>) -> Json {
    object([
        ("to", escalation.to().into()),
        ("label", escalation.label().into()),
        ("level", Json::Number(escalation.level().into())),
        ("reasons", texts(escalation.reasons())),
        ("policies", texts(escalation.policies())),
        ("due", time_text(escalation.due())),
        ("since_turn", Json::Number(escalation.since_turn() as f64)),
        ("new", Json::Bool(escalation.is_new())),
    ])
}

fn number(value: usize) -> Json {
    Json::Number(value as f64)
}

fn placed(entries: &mut Vec<(&'static str, Json)>, place: Place) {
    entries.push(("turn", number(place.turn)));
    entries.push(("start", number(place.bytes.start)));
    entries.push(("end", number(place.bytes.end)));
}

fn need(need: Need<'_>) -> Json {
    let mut entries = vec![("id", need.id().into()), ("label", need.label().into())];
    assert_eq!(need.place().is_some(), need.text().is_some());
    if let Some(place) = need.place() {
        placed(&mut entries, place);
        entries.push(("text", need.text().unwrap().into()));
    }
    object(entries)
}

fn promise(promise: Promise<'_>) -> Json {
    let mut entries = vec![("id", promise.id().into()), ("label", promise.label().into())];
    placed(&mut entries, promise.place());
    entries.push(("text", promise.text().into()));
    if promise.due().is_some() {
        entries.push(("due", time_text(promise.due())));
    }
    entries.push(("state", promise.state().as_str().into()));
    object(entries)
}

fn protocol(protocol: Protocol<'_>) -> Json {
    let mut entries = vec![
        ("id", protocol.id().into()),
        ("label", protocol.label().into()),
        ("state", protocol.state().into()),
        ("state_label", protocol.state_label().into()),
    ];
    if protocol.ended() {
        entries.push(("ended", Json::Bool(true)));
    }
    entries.push(("started_turn", number(protocol.started_turn())));
    entries.push(("since_turn", number(protocol.since_turn())));
    if let Some(step) = protocol.next() {
        entries.push(("next", step.into()));
    }
    let steps = list(protocol.steps(), |step| {
        let mut entries = vec![
            ("id", step.id.into()),
            ("label", step.label.into()),
            ("status", step.status.as_str().into()),
        ];
        if let Some(action) = step.action {
            entries.push(("action", action.into()));
        }
        if let Some(place) = step.place {
            placed(&mut entries, place);
        }
        object(entries)
    });
    let faults = list(protocol.faults(), |fault| {
        let mut entries = vec![("id", fault.id.into()), ("label", fault.label.into())];
        placed(&mut entries, fault.place);
        object(entries)
    });
    entries.extend([("steps", steps), ("faults", faults)]);
    object(entries)
}

fn evidence(evidence: Evidence<'_>) -> Json {
    let mut entries = Vec::new();
    match evidence.place() {
        Some(place) => {
            assert_ne!(evidence.kind(), EvidenceKind::Condition);
            entries.push((evidence.kind().as_str(), evidence.id().into()));
            placed(&mut entries, place);
            entries.push(("text", evidence.text().unwrap().into()));
        }
        None => {
            assert_eq!((evidence.kind(), evidence.text()), (EvidenceKind::Condition, None));
            entries.push(("condition", evidence.id().into()));
        }
    }
    if let Some(persona) = evidence.persona() {
        entries.push(("persona", persona.into()));
    }
    entries.push(("weight", Json::Number(evidence.weight())));
    object(entries)
}

fn overridden(overridden: Overridden<'_>) -> Json {
    let id = overridden.id().into();
    match overridden.kind() {
        OverrideKind::Persona => object([("persona", id), ("found", overridden.found().into())]),
        OverrideKind::Scale => object([
            ("scale", id),
            ("level", Json::Number(overridden.level().unwrap() as f64)),
            ("found", overridden.found_level().map_or(Json::Null, |l| Json::Number(l as f64))),
        ]),
        _ => object([
            ("escalation", id),
            ("override", overridden.rule().unwrap().as_str().into()),
            ("found", texts(overridden.reasons())),
            ("policies", texts(overridden.policies())),
        ]),
    }
}

fn undetermined(undetermined: Undetermined<'_>) -> Json {
    let key = undetermined.kind().as_str();
    let mut entries = vec![(key, undetermined.id().into())];
    if let Some(failure) = undetermined.failure() {
        entries.push(("error", failure.into()));
    }
    entries.push(("missing", texts(undetermined.missing())));
    object(entries)
}

fn limit_reason(limit: Limit<'_>) -> Json {
    let entries = vec![
        ("limit", limit.id().into()),
        ("unit", limit.unit().into()),
        ("policy", limit.policy().into()),
    ];
    marked(entries, "undetermined", limit.undetermined())
}

fn action(action: rapport::decision::Action<'_>) -> Json {
    let mut entries = vec![
        ("id", action.id().into()),
        ("label", action.label().into()),
        ("by", action.by().as_str().into()),
        ("kind", action.kind().as_str().into()),
        (
            "reasons",
            list(action.reasons(), |reason| match reason {
                Reason::Policy(id) => object([("policy", id.into())]),
                Reason::Persona(id) => object([("persona", id.into())]),
                Reason::Need(id) => object([("need", id.into())]),
                Reason::ContactKind(id) => object([("contact_kind", id.into())]),
            }),
        ),
        ("say", texts(action.say())),
    ];
    if let Some(from) = action.approval_from() {
        entries.push(("approval_from", from.into()));
    }
    marked(entries, "availability_unknown", !action.availability_known())
}

/// The JSON of a decision, made from its getters.
fn rebuilt(id: &str, decision: &Decision) -> Json {
    let mut entries = vec![("id", id.into()), ("persona", decision.persona().into())];
    if let Some(reason) = decision.abstained() {
        entries.push(("abstained", reason.as_str().into()));
    }
    entries.extend([
        ("top", decision.top().into()),
        ("probability", Json::Number(decision.probability())),
        ("personas", object(decision.personas().map(|p| (p.id(), Json::Number(p.probability()))))),
        ("also", texts(decision.also())),
        (
            "scales",
            object(decision.scales().map(|scale| {
                let level = scale.level().map_or(Json::Null, |level| Json::Number(level as f64));
                (scale.id(), level)
            })),
        ),
        (
            "contact",
            object([
                ("kind", decision.contact().kind().into()),
                ("also", texts(decision.contact().also())),
            ]),
        ),
        ("needs", list(decision.needs(), need)),
        (
            "open_questions",
            list(decision.open_questions(), |question| {
                let mut entries = Vec::new();
                placed(&mut entries, question.place());
                entries.push(("text", question.text().into()));
                object(entries)
            }),
        ),
        ("promises", list(decision.promises(), promise)),
        ("actions", list(decision.actions(), action)),
        (
            "forbidden",
            list(decision.forbidden(), |f| {
                let entries = vec![("id", f.id().into()), ("policy", f.policy().into())];
                marked(entries, "undetermined", f.undetermined())
            }),
        ),
        (
            "approvals",
            list(decision.approvals(), |action| {
                let from = action.approval_from().unwrap();
                object([("action", action.id().into()), ("from", from.into())])
            }),
        ),
        ("limits", object(decision.limits().map(|l| (l.id(), Json::Number(l.value() as f64))))),
        ("limit_reasons", list(decision.limits(), limit_reason)),
        (
            "flags",
            list(decision.flags(), |flag| {
                object([("id", flag.id().into()), ("policy", flag.policy().into())])
            }),
        ),
        ("escalations", list(decision.escalations(), escalation)),
        ("evidence", list(decision.evidence(), evidence)),
        ("undetermined", list(decision.undetermined(), undetermined)),
    ]);
    if decision.overridden().len() > 0 {
        entries.push(("overridden", list(decision.overridden(), overridden)));
    }
    if decision.protocols().len() > 0 {
        entries.push(("protocols", list(decision.protocols(), protocol)));
    }
    entries.push(("ruleset", decision.ruleset().into()));
    object(entries)
}

#[test]
fn getters_give_what_json_says() {
    let rules = frozen();
    let answers = vectors("decisions.jsonl");
    for (record, answer) in vectors("conversations.jsonl").lines().zip(answers.lines()) {
        let id = Json::parse(record).get("id").unwrap().text().to_string();
        let decision = rules.decide(record).unwrap();
        assert_eq!(rebuilt(&id, &decision), Json::parse(answer), "{}", answer);
    }
}

/// A conversation in which everything that a decision says of the service is there.
const SERVICE: &str = r#"{"id":"service","now":"2026-03-01T12:00:00Z","turns":[
    {"text":"You useless idiots! Where is my order? I want my money back for the broken lamp.",
     "at":"2026-03-01T10:00:00Z"},
    {"by":"agent","at":"2026-03-01T10:01:00Z",
     "text":"Calm down. I apologise for the trouble. I will call you back within the hour."},
    {"text":"Where is my refund? Can you cancel my order?","at":"2026-03-01T10:05:00Z"}]}"#;
const SERVICE_DUE: [&str; 2] = ["2026-03-02T10:01:00Z", "2026-03-01T10:30:00Z"];

#[test]
fn needs_promises_and_protocols() {
    let rules = RuleSet::built_in().unwrap();
    let mut decision = rules.decide(SERVICE).unwrap();
    assert_eq!(rebuilt("service", &decision), Json::parse(decision.json()));

    assert_eq!(decision.contact().kind(), "cancellation");
    assert!(decision.contact().label().is_some() && decision.contact().also().len() > 0);
    let refund = decision.needs().find(|need| need.id() == "refund").unwrap();
    let place = refund.place().unwrap();
    assert_eq!((place.turn, place.bytes, refund.text()), (2, 9..18, Some("my refund")));
    let question = decision.open_questions().next().unwrap();
    assert_eq!((question.place().turn, question.text()), (0, "Where is my order?"));
    let promise = decision.promises().next().unwrap();
    assert_eq!((promise.id(), promise.state()), ("call", PromiseState::Open));
    assert_eq!(promise.due(), Some(time(SERVICE_DUE[0])));

    let reasons: Vec<_> = decision.actions().flat_map(|action| action.reasons()).collect();
    assert!(reasons.contains(&Reason::Need("refund")), "{:?}", reasons);
    assert!(reasons.contains(&Reason::ContactKind("cancellation")), "{:?}", reasons);

    let protocol = decision.protocols().next().unwrap();
    assert_eq!((protocol.id(), protocol.state()), ("hostile_customer", "abused"));
    assert_eq!((protocol.ended(), protocol.next()), (false, Some("warn")));
    let warning = protocol.steps().find(|step| step.id == "warn").unwrap();
    assert_eq!((warning.status, warning.place), (StepStatus::Next, None));
    let apology = protocol.steps().find(|step| step.id == "apologise").unwrap();
    assert_eq!((apology.status, apology.place.unwrap().bytes), (StepStatus::Done, 11..22));
    let fault = protocol.faults().next().unwrap();
    assert_eq!((fault.id, fault.place.turn), ("told_to_calm_down", 1));
}

#[test]
fn nothing_of_the_service() {
    let decision = frozen().decide(r#"{"turns": []}"#).unwrap();
    assert_eq!((decision.contact().kind(), decision.contact().label()), ("none", None));
    assert_eq!(decision.needs().len() + decision.open_questions().len(), 0);
    assert_eq!(decision.promises().len() + decision.protocols().len(), 0);
}

#[test]
fn kinds_of_evidence() {
    let record = r#"{"turns": [{"text": "My budget is 300 quid. Any deal?"}]}"#;
    let decision = frozen().decide(record).unwrap();
    let found: Vec<_> = decision.evidence().map(|e| (e.kind(), e.id(), e.text())).collect();
    assert_eq!(
        found,
        [
            (EvidenceKind::Cue, "asks_discount", Some("Any deal")),
            (EvidenceKind::Word, "budget", Some("budget")),
            (EvidenceKind::Word, "{number} quid", Some("300 quid")),
            (EvidenceKind::Condition, "deal_without_doubt", None),
        ]
    );
    assert_eq!(EvidenceKind::Word.to_string(), "word");
}

#[test]
fn what_json_leaves_out() {
    let record = r#"{"turns": [{"text": "STILL WAITING HERE, you idiots. My lawyer will call."}]}"#;
    let decision = frozen().decide(record).unwrap();
    let hostility = decision.scale("hostility").unwrap();
    assert_eq!((hostility.level(), hostility.level_name()), (Some(2), Some("angry")));
    assert!(hostility.score() > 2.5);
    assert!(decision.scale("volume").is_none());
    assert_eq!(decision.limit("discount_pct").unwrap().value(), 10);
    let top = decision.personas().find(|persona| persona.id() == decision.top()).unwrap();
    assert_eq!(top.probability(), decision.top_probability());
    assert!(top.score() > 0.0);
    let security = decision.actions().find(|action| action.id() == "alert_security").unwrap();
    assert_eq!((security.by(), security.kind()), (Performer::System, ActionKind::Safety));
    assert_eq!(security.by().to_string(), "system");
}

#[test]
fn nothing_is_said_in_another_language() {
    let record = r#"{"turns": [{"text": "Ich warte und das ist nicht gut.", "language": "de"}]}"#;
    let decision = frozen().decide(record).unwrap();
    assert_eq!((decision.persona(), decision.abstained()), ("none", Some(Abstained::Language)));
    assert!(decision.scales().all(|s| s.level().is_none() && s.level_name().is_none()));
}

#[test]
fn a_decision_outlives_everything() {
    let rules = frozen();
    let mut conversation = rapport::Conversation::new(&rules).unwrap();
    conversation.add_turn("Is there a discount?").unwrap();
    let mut decision = conversation.decide(None).unwrap();
    let json = decision.json().to_string();
    conversation.reset();
    drop(rules);
    drop(conversation);
    assert_eq!(decision.json(), json);
    assert_eq!(decision.persona(), "bargain_hunter");
}

#[test]
fn a_failure_does_not_reach_a_decision_that_was_swapped_out() {
    let rules = frozen();
    let mut decider = rapport::Decider::new().unwrap();
    let mut kept = rules.decide(r#"{"id": "kept", "turns": []}"#).unwrap();
    let record = r#"{"id": "swapped", "turns": [{"text": "Any deal?"}]}"#;
    std::mem::swap(&mut kept, decider.decide(&rules, record).unwrap());
    assert!(decider.decide(&rules, "{}").is_err());
    assert_eq!(kept.persona(), "bargain_hunter");
    assert!(kept.json().starts_with(r#"{"id":"swapped""#));
    let other = decider.decide(&rules, record).unwrap();
    assert_eq!(other.json(), kept.json());
}

#[test]
fn a_decision_can_be_printed() {
    let record = r#"{"turns": [{"text": "Any deal?"}], "facts": {"tier": "silver"}}"#;
    let printed = format!("{:?}", frozen().decide(record).unwrap());
    for part in
        ["Decision { persona: \"bargain_hunter\"", "Action { id: \"compare_prices\"", "say: ["]
    {
        assert!(printed.contains(part), "{}", printed);
    }
}
