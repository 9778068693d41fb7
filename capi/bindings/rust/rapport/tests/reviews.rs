//! Reviews of replies: the vectors by all roads, byte for byte, and what is read of them.

mod support;

use std::time::Duration;

use rapport::{
    CheckResult, Conversation, FailReason, Finding, Format, Record, Review, ReviewDetail, Reviewer,
    RuleSet, Status, Turn, UnknownFacts, Visibility,
};
use support::json::Json;
use support::typed::{fact_value, turn, typed_record};
use support::{frozen, time, vectors};

const DETAILS: [(&str, ReviewDetail); 2] =
    [("reviews.jsonl", ReviewDetail::All), ("drafts.jsonl", ReviewDetail::Draft)];

/// Calls `use_pair` for each reply and its review in each detail.
fn for_each(mut use_pair: impl FnMut(&str, ReviewDetail, &str)) {
    let records = vectors("replies.jsonl");
    assert!(records.lines().count() > 30);
    for (name, detail) in DETAILS {
        let answers = vectors(name);
        assert_eq!(records.lines().count(), answers.lines().count());
        for (record, answer) in records.lines().zip(answers.lines()) {
            use_pair(record, detail, answer);
        }
    }
}

#[test]
fn each_record() {
    let rules = frozen();
    let mut reviewer = Reviewer::new().unwrap();
    for_each(|record, detail, answer| {
        assert_eq!(rules.review_json(record, detail).unwrap(), answer);
        assert_eq!(reviewer.review_json(&rules, record, detail).unwrap(), answer);
        let json = Json::parse(record);
        let id = json.get("id").unwrap().text();
        let mut review = rules.review(&typed_record(&rules, &json)).unwrap();
        assert_eq!(review.json(detail), answer);
        assert_eq!(review.json_with_id(detail, "other"), answer.replacen(id, "other", 1));
    });
}

#[test]
fn one_batch() {
    let (rules, records) = (frozen(), vectors("replies.jsonl"));
    for (name, detail) in DETAILS {
        assert_eq!(rules.review_lines(&records, detail).unwrap(), vectors(name));
    }
    let mut reviewer = Reviewer::new().unwrap();
    let refused = "{\"id\":\"a\",\"turns\":[]}\n\n";
    let answers = reviewer.review_lines(&rules, refused, ReviewDetail::All).unwrap();
    assert_eq!(answers.refused, 2);
    assert!(answers.text.starts_with("{\"id\":\"a\",\"error\":{"), "{}", answers.text);
}

#[test]
fn each_conversation() {
    let rules = frozen();
    let mut reviewer = Reviewer::new().unwrap();
    let mut conversation = Conversation::new(&rules).unwrap();
    for_each(|record, detail, answer| {
        let record = Json::parse(record);
        let turns = record.get("turns").unwrap().list();
        let (reply, before) = turns.split_last().unwrap();
        conversation.reset();
        for (id, value) in record.get("facts").map_or(&[][..], Json::entries) {
            conversation.set_fact(id, fact_value(&rules, id, value)).unwrap();
        }
        for item in before {
            conversation.add_turn(turn(item)).unwrap();
        }
        let now = record.get("now").map(|now| time(now.text()));
        let id = record.get("id").unwrap().text();
        let review = reviewer.review_reply(&conversation, turn(reply), now).unwrap();
        assert_eq!(review.json_with_id(detail, id), answer);
        let mut once = conversation.review(turn(reply), now).unwrap();
        assert_eq!(once.json_with_id(detail, id), answer);
        assert_eq!(conversation.turn_count(), before.len());
    });
}

/// The getters say what the JSON says.
#[test]
fn every_key() {
    let rules = frozen();
    for_each(|record, detail, answer| {
        let review = rules.review(record).unwrap();
        let answer = Json::parse(answer);
        assert_eq!(answer.get("blocked"), Some(&Json::Bool(review.is_blocked())));
        assert_eq!(answer.get("ruleset").unwrap().text(), review.ruleset());
        let tip = answer.get("tip").unwrap();
        if detail == ReviewDetail::Draft {
            match review.tip() {
                Some(finding) => same(finding, tip),
                None => assert_eq!(tip, &Json::Null),
            }
            return;
        }
        match review.tip() {
            Some(finding) => assert_eq!(finding.check(), tip.text()),
            None => assert_eq!(tip, &Json::Null),
        }
        match review.score() {
            Some(score) => assert_eq!(score, answer.get("score").unwrap().number()),
            None => assert_eq!(answer.get("score"), Some(&Json::Null)),
        }
        assert_eq!(answer.get("persona").unwrap().text(), review.decision().persona());
        let findings = answer.get("findings").unwrap().list();
        assert_eq!(findings.len(), review.findings().len());
        for (finding, json) in review.findings().zip(findings) {
            same(finding, json);
            assert_eq!(review.finding(finding.check()).unwrap().label(), finding.label());
        }
    });
}

fn same(finding: Finding<'_>, json: &Json) {
    let text = |key: &str| json.get(key).map(Json::text);
    assert_eq!(text("check"), Some(finding.check()));
    assert_eq!(text("label"), Some(finding.label()));
    assert_eq!(text("result"), Some(finding.result().as_str()));
    assert_eq!(text("reason"), finding.reason().map(FailReason::as_str));
    assert_eq!(json.get("weight").unwrap().number(), finding.weight());
    assert_eq!(json.get("fatal").is_some(), finding.is_fatal());
    assert_eq!(json.get("undetermined").is_some(), finding.is_undetermined());
    assert_eq!(text("why"), finding.why());
    assert_eq!(text("limit"), finding.limit().map(|(limit, _)| limit));
    let value = json.get("limit_value").map(|value| value.number() as i64);
    assert_eq!(value, finding.limit().map(|(_, value)| value));
    assert_eq!(text("policy"), finding.policy());
    assert_eq!(text("approval_from"), finding.approval_from());
    let spans = json.get("spans").unwrap().list();
    assert_eq!(spans.len(), finding.spans().len());
    for (span, json) in finding.spans().zip(spans) {
        assert_eq!(json.get("cue").unwrap().text(), span.cue);
        assert_eq!(json.get("text").unwrap().text(), span.text);
        assert_eq!(json.get("start").unwrap().number() as usize, span.bytes.start);
        assert_eq!(json.get("end").unwrap().number() as usize, span.bytes.end);
    }
    let suggestions = json.get("suggestions").map_or(&[][..], Json::list);
    let expected: Vec<&str> = suggestions.iter().map(Json::text).collect();
    assert_eq!(finding.suggestions().collect::<Vec<_>>(), expected);
}

fn haggler(rules: &RuleSet) -> Conversation {
    let mut conversation = Conversation::new(rules).unwrap();
    conversation
        .set_fact("tier", "silver")
        .and_then(|c| c.set_fact("is_vip", false))
        .and_then(|c| c.set_fact("contacts_7d", 1))
        .and_then(|c| c.add_turn("Still waiting! Any deal?"))
        .unwrap();
    conversation
}

#[test]
fn while_it_is_written() {
    let mut conversation = haggler(&frozen());
    let mut reviewer = Reviewer::new().unwrap();
    let draft = "Sorry, I can take 25% off.";
    for end in 0..=draft.len() {
        let text = &draft[..end];
        let review = reviewer.review_reply(&conversation, text, None).unwrap();
        assert_eq!(review.is_blocked(), text.contains("25% off"), "{}", text);
    }
    let review = reviewer.review_reply(&conversation, Turn::agent(draft), None).unwrap();
    let tip = review.tip().unwrap();
    assert_eq!(tip.result(), CheckResult::Fail);
    assert_eq!(tip.reason(), Some(FailReason::OverLimit));
    assert_eq!(tip.limit(), Some(("discount_pct", 10)));
    assert_eq!(tip.policy(), Some("discount-cap"));
    let span = tip.spans().next().unwrap();
    assert_eq!((span.cue, span.text, &draft[span.bytes]), ("agent_percent", "25% off", "25% off"));
    assert_eq!(tip.suggestions().next(), Some("I can take 10% off, as you ask."));
    assert_eq!(review.score(), Some(0.0));
    assert_eq!(review.decision().limit("discount_pct").unwrap().value(), 10);
    let shown = format!("{:?} {:?}", review, review.decision());
    assert!(shown.starts_with("Review { is_blocked: true, tip: Some(\"discount\")"), "{}", shown);
    assert!(shown.contains("Decision { persona: \"impatient\""), "{}", shown);

    conversation.set_fact("max_discount_pct", 30).unwrap(); // what is said meanwhile counts
    assert!(!reviewer.review_reply(&conversation, draft, None).unwrap().is_blocked());
}

#[test]
fn when_it_was_sent() {
    let rules = frozen();
    let mut conversation = Conversation::new(&rules).unwrap();
    let asked = time("2026-03-01T10:00:00Z");
    conversation.add_turn(Turn::customer("Where is my order?").at(asked)).unwrap();
    for (minutes, expected) in [(5, CheckResult::Pass), (90, CheckResult::Fail)] {
        let later = asked + Duration::from_secs(minutes * 60);
        let reply = Turn::agent("<p>It comes today.</p>").format(Format::Html);
        for (reply, now) in [(reply.at(later), None), (reply, Some(later))] {
            let review = conversation.review(reply, now).unwrap();
            assert_eq!(review.finding("in_time").unwrap().result(), expected);
        }
    }
}

#[test]
fn refused() {
    let rules = frozen();
    let status = |record: &Record<'_>| rules.review(record).unwrap_err().status();
    let agent = Turn::agent("Sorry.");
    assert_eq!(status(&Record::new()), Status::InvalidArgument);
    assert_eq!(status(&Record::new().turn("Any deal?")), Status::InvalidArgument);
    let note = Record::new().turn(agent.visibility(Visibility::Internal));
    assert_eq!(status(&note), Status::InvalidArgument);
    let shoe = Record::new().turn(agent).fact("shoe", 3);
    assert_eq!(status(&shoe), Status::NotFound);
    let mut reviewer = Reviewer::new().unwrap().unknown_facts(UnknownFacts::Ignore);
    assert!(reviewer.review(&rules, &shoe).is_ok());
    assert!(format!("{:?}", reviewer).contains("Ignore"));
}

#[test]
fn it_outlives_what_it_came_from() {
    let rules = frozen();
    let name = rules.name().to_string();
    let review: Review = haggler(&rules).review("25% off", None).unwrap();
    drop(rules);
    assert_eq!(review.ruleset(), name);
    assert_eq!(review.decision().persona(), "impatient");
    let moved = std::thread::spawn(move || review.is_blocked()).join().unwrap();
    assert!(moved);
}
