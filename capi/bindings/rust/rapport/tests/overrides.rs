//! Overrides: what a person decides in place of the rules.

mod support;

use rapport::{Abstained, Conversation, EscalationRule, OverrideKind, Result, Status};
use support::frozen;

fn conversation() -> Conversation {
    let mut conversation = Conversation::new(&frozen()).unwrap();
    conversation.add_turn("You idiots! Useless people!").unwrap();
    conversation
}

#[test]
fn each_kind() {
    let mut conversation = conversation();
    conversation.override_persona("skeptic").unwrap();
    conversation.override_scale("hostility", 1).unwrap();
    conversation.override_escalation("supervisor", EscalationRule::Suppress).unwrap();
    let decision = conversation.decide(None).unwrap();
    assert_eq!((decision.persona(), decision.probability()), ("skeptic", 1.0));
    assert_eq!(decision.escalations().len(), 0);

    let all: Vec<_> = decision.overridden().collect();
    let kinds: Vec<_> = all.iter().map(|item| item.kind()).collect();
    assert_eq!(kinds, [OverrideKind::Persona, OverrideKind::Scale, OverrideKind::Escalation]);
    assert_eq!((all[0].id(), all[0].found(), all[0].level()), ("skeptic", "none", None));
    assert_eq!(
        (all[1].id(), all[1].level(), all[1].found_level()),
        ("hostility", Some(1), Some(2))
    );
    assert_eq!((all[2].id(), all[2].rule()), ("supervisor", Some(EscalationRule::Suppress)));
    assert_eq!(all[2].reasons().collect::<Vec<_>>(), ["abuse"]);
    assert_eq!(all[2].policies().collect::<Vec<_>>(), ["abuse"]);
}

#[test]
fn releasing() {
    let mut conversation = conversation();
    let plain = conversation.decide(None).unwrap().json().to_string();
    conversation.override_persona("skeptic").unwrap();
    conversation.override_scale("hostility", 0).unwrap();
    conversation.override_escalation("legal", EscalationRule::Hold).unwrap();
    conversation.release_persona();
    conversation.release_scale("hostility").unwrap();
    conversation.release_escalation("legal").unwrap();
    assert_eq!(conversation.decide(None).unwrap().json(), plain);
    conversation.override_persona("none").unwrap();
    assert_eq!(conversation.decide(None).unwrap().abstained(), Some(Abstained::Override));
    conversation.release_overrides();
    assert_eq!(conversation.decide(None).unwrap().json(), plain);
}

#[test]
fn misuse() {
    let mut conversation = conversation();
    let refused = |result: Result<&mut Conversation>| result.unwrap_err().status();
    assert_eq!(refused(conversation.override_persona("sceptic")), Status::NotFound);
    assert_eq!(refused(conversation.override_scale("anger", 1)), Status::NotFound);
    for level in [3, usize::MAX] {
        let status = refused(conversation.override_scale("hostility", level));
        assert_eq!(status, Status::InvalidArgument);
    }
    let hold = EscalationRule::Hold;
    assert_eq!(refused(conversation.override_escalation("boss", hold)), Status::NotFound);
    assert_eq!(refused(conversation.release_scale("anger")), Status::NotFound);
    assert_eq!(refused(conversation.release_escalation("boss")), Status::NotFound);
}
