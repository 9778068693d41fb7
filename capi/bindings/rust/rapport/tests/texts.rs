//! Texts that hold NUL, characters of every size, or nothing.

mod support;

use rapport::{Conversation, Record, RuleSet, Turn};
use support::frozen;
use support::json::Json;

const PACK: &str = r#"
rapport: 1
pack: {id: echo, version: 1.0.0, language: en}
facts:
  name: {type: string, help: "Ünal 🙄"}
cues:
  hello: {phrases: [hello], help: greets}
personas:
  friendly:
    label: Friendly 🙂
    display_name: Is friendly
    summary: Says hello.
    evidence: {hello: 3}
    playbook: [greet]
actions:
  greet: {label: Greet, say: ["Hello {name}!"]}
"#;

const NAMES: [&str; 5] = ["Bo", "a\0b", "\0", "Ünal 🙄👩🏽‍🚒", "日本語\u{feff}\u{10ffff}"];

#[test]
fn facts_come_out_unharmed() {
    let rules = RuleSet::from_text("echo", PACK).unwrap();
    for name in NAMES {
        let mut conversation = Conversation::new(&rules).unwrap();
        conversation.add_turn("Hello").unwrap().set_fact("name", name).unwrap();
        let mut decision = conversation.decide(None).unwrap();
        let expected = format!("Hello {}!", name);
        let action = decision.actions().next().unwrap();
        assert_eq!(action.say().next(), Some(expected.as_str()));
        let json = Json::parse(decision.json_with_id(name));
        assert_eq!(json.get("id").unwrap().text(), name);
        assert_eq!(
            json.get("actions").unwrap().list()[0].get("say").unwrap().list()[0].text(),
            expected
        );
        let record = Record::new().id(name).turn("Hello").fact("name", name);
        assert_eq!(rules.decide(&record).unwrap().json(), decision.json_with_id(name));
    }
}

#[test]
fn evidence_is_where_it_says() {
    let text = "Hé\0🙄 is it genuine? 日本 \0 It is a scam \0?";
    let mut conversation = Conversation::new(&frozen()).unwrap();
    conversation.add_turn("").unwrap().add_turn(Turn::agent("🙄")).unwrap().add_turn(text).unwrap();
    let decision = conversation.decide(None).unwrap();
    let found: Vec<_> = decision.evidence().filter_map(|evidence| evidence.text()).collect();
    assert!(found.contains(&"is it genuine") && found.contains(&"a scam"), "{:?}", found);
    for evidence in decision.evidence() {
        if let Some(place) = evidence.place() {
            assert_eq!(place.turn, 2);
            assert_eq!(Some(&text[place.bytes]), evidence.text());
        }
    }
}

#[test]
fn nothing() {
    let rules = frozen();
    let mut conversation = Conversation::new(&rules).unwrap();
    conversation.add_turn(Turn::customer("").language("").id("").author("")).unwrap();
    conversation.set_fact("first_name", "").unwrap().set_fact("tags", [""; 0]).unwrap();
    let decision = conversation.decide(None).unwrap();
    assert_eq!(decision.persona(), "none");
    assert_eq!(rules.decide_lines("").unwrap(), "");
    assert!(rules.decide("").is_err());
    assert!(RuleSet::from_text("", "").is_err());
}

#[test]
fn texts_that_are_cut_stay_whole_characters() {
    let limits = rapport::ConversationLimits::new().turn_bytes(13);
    let mut conversation = Conversation::with_limits(&frozen(), limits).unwrap();
    conversation.add_turn("discount 🙄🙄🙄🙄").unwrap();
    let decision = conversation.decide(None).unwrap();
    assert_eq!(decision.evidence().next().unwrap().text(), Some("discount"));
}

#[test]
fn lines_need_not_be_unicode() {
    let records = b"{\"id\":\"\xff\",\"turns\":[{\"text\":\"disc\xffount, a deal\xff\"}]}\n";
    let answers = frozen().decide_lines(records).unwrap();
    assert!(
        answers.starts_with("{\"id\":\"\u{fffd}\",\"persona\":\"bargain_hunter\""),
        "{}",
        answers
    );
}

#[test]
fn packs_keep_their_texts() {
    let rules = RuleSet::from_text("echo", PACK).unwrap();
    assert_eq!(rules.facts().next().unwrap().help(), "Ünal 🙄");
    assert_eq!(rules.personas().next().unwrap().label(), "Friendly 🙂");
    let error = RuleSet::from_text("a\0🙄", "🙄: \0").unwrap_err();
    assert_eq!(error.file(), Some("a\0🙄"));
    let error = RuleSet::from_text("bytes", &b"rapport: \xff"[..]).unwrap_err();
    assert!(error.diagnostics().iter().any(|diagnostic| diagnostic.code == "encoding"));
}
