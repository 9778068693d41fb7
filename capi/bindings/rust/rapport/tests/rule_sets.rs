//! Rule sets: what they declare, and the pack that is built in.

mod support;

use std::time::{Duration, SystemTime};

use rapport::{Conversation, FactType, Record, RuleSet, Turn};
use support::{frozen, source_path, vectors};

#[test]
fn identity() {
    let rules = frozen();
    assert!(rules.name().starts_with("frozen@1.0.0#"));
    assert_eq!(rules.hash().len(), 64);
    assert!(rules.hash().starts_with(rules.name().split('#').nth(1).unwrap()));
    assert_eq!(rules.language(), "en");
    assert!(rules.compiled_bytes() > 1000);
    assert_eq!(format!("{:?}", rules), format!("RuleSet({:?})", rules.name()));
    let builder = RuleSet::builder().text("a/other name", vectors("pack.yaml"));
    let error = builder.build().unwrap_err();
    assert!(error.to_string().contains("a/words.tsv"), "{}", error);
    let same = builder.text("a/words.tsv", vectors("words.tsv")).build().unwrap();
    assert_eq!(same.name(), rules.name());
}

#[test]
fn declared_facts() {
    let rules = frozen();
    assert_eq!(rules.facts().len(), 11);
    let tier = rules.facts().find(|fact| fact.id() == "tier").unwrap();
    assert_eq!(tier.fact_type(), FactType::Enum);
    assert_eq!(tier.values().collect::<Vec<_>>(), ["bronze", "silver", "gold"]);
    assert!(!tier.has_default());
    let contacts = rules.facts().find(|fact| fact.id() == "contacts_7d").unwrap();
    assert_eq!(contacts.fact_type(), FactType::Int);
    assert_eq!((contacts.help(), contacts.values().len()), ("contacts in the last 7 days", 0));
    assert!(rules.facts().any(|fact| fact.id() == "trials" && fact.has_default()));
    let tags = rules.facts().find(|fact| fact.id() == "tags").unwrap();
    assert_eq!(tags.fact_type().to_string(), "strings");
    let shown = format!("{:?}", tier);
    assert!(shown.contains("id: \"tier\", fact_type: Enum, has_default: false"), "{}", shown);
}

#[test]
fn declared_checks() {
    let rules = frozen();
    assert_eq!(rules.checks().len(), 8);
    let first = rules.checks().next().unwrap();
    assert_eq!((first.id(), first.label()), ("apology", "Apologises for the trouble"));
    assert_eq!((first.weight(), first.is_fatal()), (2.5, false));
    assert_eq!(first.help(), "a long wait, or an angry customer");
    let fatal: Vec<_> = rules.checks().filter(|c| c.is_fatal()).map(|c| c.id()).collect();
    assert_eq!(fatal, ["discount", "refund_cap"]);
}

#[test]
fn declared_types_scales_cues_and_policies() {
    let rules = frozen();
    let persona = rules.personas().next().unwrap();
    assert_eq!(persona.id(), "bargain_hunter");
    assert_eq!(persona.label(), "Bargain hunter");
    assert_eq!(persona.display_name(), "Wants price clarity");
    assert_eq!(persona.summary(), "Looks for the best deal.");
    let scale = rules.scales().find(|scale| scale.id() == "hostility").unwrap();
    assert_eq!(scale.levels().collect::<Vec<_>>(), ["calm", "frustrated", "angry"]);
    assert_eq!(scale.help(), "");
    let insult = rules.cues().find(|cue| cue.id() == "insult").unwrap();
    assert_eq!(insult.help(), "an insult");
    let slow = rules.policies().find(|policy| policy.id() == "slow").unwrap();
    assert_eq!((slow.when(), slow.help()), ("wait > duration(\"30m\")", ""));
}

#[test]
fn several_packs() {
    let overlay = "\
rapport: 1
pack: {id: overlay, version: 1.0.0, language: en, extends: [core-en]}
facts:
  shoe_size: {type: int, min: 15, max: 60}
";
    let path = source_path("tests/vectors/pack.yaml");
    assert!(RuleSet::builder().file(&path).build().is_ok());
    let rules = RuleSet::builder().built_in().text("overlay.yaml", overlay).build().unwrap();
    assert!(rules.facts().any(|fact| fact.id() == "shoe_size"));
    assert!(rules.facts().len() > 5);
    let builder = RuleSet::builder().text("overlay.yaml", overlay);
    assert_eq!(builder.build().unwrap().name(), builder.build().unwrap().name());
}

#[test]
fn the_pack_that_is_built_in() {
    let rules = RuleSet::built_in().unwrap();
    assert!(rules.name().starts_with("core-en@"));
    let now = SystemTime::now();
    let ago = |minutes: u64| now - Duration::from_secs(60 * minutes);
    let mut conversation = Conversation::new(&rules).unwrap();
    conversation
        .add_turn(Turn::customer("Hello, my parcel has not come. I am still waiting!").at(ago(50)))
        .unwrap()
        .add_turn(Turn::agent("Let me have a look.").at(ago(49)))
        .unwrap()
        .add_turn(Turn::customer("Please hurry up, I need it now. How much longer?").at(ago(40)))
        .unwrap()
        .set_fact("contacts_same_issue_7d", 2)
        .unwrap();
    let decision = conversation.decide(Some(now)).unwrap();
    assert_eq!(decision.persona(), "impatient", "{:?}", decision);
    assert!(decision.probability() > 0.5 && decision.abstained().is_none());
    assert!(decision.scale("urgency").unwrap().level().unwrap() > 0);
    assert!(decision.actions().len() > 0);
    for escalation in decision.escalations() {
        assert!(escalation.is_new() && escalation.due().map_or(true, |due| due > ago(60)));
    }
}

#[test]
fn channels_are_understood() {
    let rules = frozen();
    let record = Record::new().turn("Me again.").fact("contacts_7d", 3);
    let by_phone = record.clone().channel("Telephone");
    assert_eq!(rules.decide(&record).unwrap().escalations().len(), 0);
    assert_eq!(rules.decide(&by_phone).unwrap().escalations().len(), 1);
}

#[test]
fn versions() {
    assert_eq!(rapport::version(), rapport_sys::RAPPORT_VERSION_STRING);
}
