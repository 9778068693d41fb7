//! What goes wrong, and what is said about it.

mod support;

use std::error::Error as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rapport::{
    Conversation, ConversationLimits, Decider, Error, PackLimits, Record, Result, RuleSet,
    Severity, Speaker, Status, Turn, UnknownFacts,
};
use support::frozen;

const BROKEN: &str = "\
rapport: 1
pack: {id: broken, version: 1.0.0, language: en}
cue: {}
policy: []
";

fn fails<T>(result: Result<T>, status: Status, part: &str) -> Error {
    match result {
        Ok(_) => panic!("expected a failure about {}", part),
        Err(error) => {
            assert_eq!(error.status(), status, "{}", error);
            assert!(error.message().contains(part), "{} is not in: {}", part, error);
            error
        }
    }
}

#[test]
fn broken_pack() {
    let error = RuleSet::from_text("broken.yaml", BROKEN).unwrap_err();
    assert_eq!((error.status(), error.status().code()), (Status::InvalidPack, 2));
    assert_eq!(error.status().to_string(), "invalid_pack");
    assert_eq!(error.file(), Some("broken.yaml"));
    let diagnostics = error.diagnostics();
    assert!(diagnostics.len() >= 2, "{:?}", diagnostics);
    let lines: Vec<u32> = diagnostics.iter().map(|diagnostic| diagnostic.line).collect();
    assert!(lines.contains(&3) && lines.contains(&4), "{:?}", lines);
    let first = &diagnostics[0];
    assert_eq!((Some(first.line), Some(first.column)), (error.line(), error.column()));
    assert_eq!(first.severity, Severity::Error);
    assert!(error.message().starts_with(&first.message));
    for diagnostic in diagnostics {
        assert_eq!(diagnostic.file, "broken.yaml");
        assert!(!diagnostic.code.is_empty() && !diagnostic.message.is_empty());
        assert!(diagnostic.width > 0 && BROKEN.contains(&diagnostic.snippet));
        let shown = diagnostic.to_string();
        assert!(shown.starts_with("broken.yaml:") && shown.contains(": error: "), "{}", shown);
        assert!(diagnostics.report().contains(&diagnostic.message));
    }
    let place = format!("broken.yaml:{}:{}: ", first.line, first.column);
    assert_eq!(error.to_string(), place + error.message());
    assert!(error.source().is_none());
}

#[test]
fn hints() {
    let pack = "rapport: 1\npack: {id: a, version: 1.0.0, language: en}\npolices: []\n";
    let error = RuleSet::from_text("a.yaml", pack).unwrap_err();
    assert!(error.diagnostics().iter().any(|d| d.code == "unknown-key" && !d.hint.is_empty()));
}

#[test]
fn warnings_of_a_good_pack() {
    let (rules, warnings) = RuleSet::builder().built_in().build_with_warnings().unwrap();
    assert!(rules.name().starts_with("core-en@"));
    assert!(warnings.iter().all(|warning| warning.severity == Severity::Warning));
    assert_eq!(warnings.is_empty(), warnings.report().is_empty());
}

#[test]
fn missing_file() {
    fails(RuleSet::from_file("no/such/pack.yaml"), Status::Io, "no/such/pack.yaml");
    let builder = RuleSet::builder().built_in().file("neither.yaml");
    fails(builder.build(), Status::Io, "neither.yaml");
}

#[cfg(unix)]
#[test]
fn missing_file_whose_name_is_not_unicode() {
    let name = std::os::unix::ffi::OsStrExt::from_bytes(b"no\xff.yaml");
    fails(RuleSet::from_file(<std::ffi::OsStr>::to_os_string(name)), Status::Io, "no\u{fffd}.yaml");
}

#[test]
fn nothing_to_build() {
    assert_eq!(RuleSet::builder().build().unwrap_err().status(), Status::InvalidPack);
}

#[test]
fn pack_limits() {
    let builder = RuleSet::builder().built_in().limits(PackLimits::new().phrases(3));
    let error = builder.build().unwrap_err();
    assert_eq!(error.status(), Status::InvalidPack, "{}", error);
    assert!(error.diagnostics().report().contains("phrases"));
    assert!(RuleSet::builder().built_in().limits(PackLimits::new()).build().is_ok());
}

#[test]
fn facts() {
    let mut conversation = Conversation::new(&frozen()).unwrap();
    let mut set =
        |fact: &str, value: rapport::FactValue<'_>| conversation.set_fact(fact, value).map(drop);
    fails(set("contacts_7", 3.into()), Status::NotFound, "contacts_7");
    fails(set("", 3.into()), Status::NotFound, "");
    fails(set("contacts_7d", (-1).into()), Status::InvalidArgument, "minimum");
    fails(set("contacts_7d", 1001.into()), Status::InvalidArgument, "maximum");
    fails(set("contacts_7d", "3".into()), Status::InvalidArgument, "contacts_7d");
    fails(set("contacts_7d", 3.5.into()), Status::InvalidArgument, "contacts_7d");
    fails(set("tier", "platinum".into()), Status::InvalidArgument, "tier");
    fails(set("is_vip", 1.into()), Status::InvalidArgument, "is_vip");
    fails(set("tenure", 90.into()), Status::InvalidArgument, "tenure");
    fails(set("renewal_due", Duration::ZERO.into()), Status::InvalidArgument, "renewal_due");
    fails(set("tags", "keen".into()), Status::InvalidArgument, "tags");
    fails(set("spend", f64::NAN.into()), Status::InvalidArgument, "spend");
    fails(set("tenure", "2 years".into()), Status::InvalidArgument, "90d\", not \"2 years\"");
    fails(set("tenure", Duration::MAX.into()), Status::InvalidArgument, "duration");
    let far = UNIX_EPOCH + Duration::from_secs(1 << 50);
    fails(set("renewal_due", far.into()), Status::InvalidArgument, "time");
    assert!(i64::try_from(u64::MAX).is_err()); // the way for larger integers: no From<u64>
    fails(conversation.clear_fact("nothing").map(drop), Status::NotFound, "nothing");
}

#[test]
fn facts_of_every_type() -> Result<()> {
    let mut conversation = Conversation::new(&frozen())?;
    conversation
        .set_fact("contacts_7d", 3_u8)?
        .set_fact("tier", &"gold".to_string())?
        .set_fact("is_vip", false)?
        .set_fact("spend", 12)?
        .set_fact("spend", 12.5_f32)?
        .set_fact("tenure", Duration::from_secs(86_400))?
        .set_fact("renewal_due", UNIX_EPOCH)?
        .set_fact("renewal_due", SystemTime::now())?
        .set_fact("tags", ["keen", "new"])?
        .set_fact("tags", &vec!["keen".to_string()])?
        .set_fact("tags", Vec::new())?
        .clear_fact("tags")?;
    Ok(())
}

#[test]
fn durations_as_text() -> Result<()> {
    let rules = frozen();
    for text in ["90d", "1h30m", "-1.5h", "2w", "1.0000019s", "3ms7us", "0s", "106751991d"] {
        let mut conversation = Conversation::new(&rules)?;
        conversation.set_fact("tenure", text)?;
        let record = Record::new().fact("tenure", text);
        assert_eq!(conversation.explain_json("", None)?, rules.explain_json(&record)?);
    }
    Ok(())
}

#[test]
fn routes() {
    let mut conversation = Conversation::new(&frozen()).unwrap();
    fails(conversation.acknowledge("nobody").map(drop), Status::NotFound, "nobody");
    conversation.acknowledge("legal").unwrap();
}

#[test]
fn too_many_turns() {
    let limits = ConversationLimits::new().turns(2).turn_bytes(16);
    let mut conversation = Conversation::with_limits(&frozen(), limits).unwrap();
    conversation.add_turn("a").unwrap().add_turn(Turn::new(Speaker::ThirdParty, "b")).unwrap();
    fails(conversation.add_turn("c").map(drop), Status::LimitExceeded, "turns");
    assert_eq!(conversation.turn_count(), 2);
    conversation.reset();
    assert_eq!(conversation.turn_count(), 0);
    conversation.add_turn("c").unwrap();
}

#[test]
fn instants_that_do_not_fit() {
    let mut conversation = Conversation::new(&frozen()).unwrap();
    let far = UNIX_EPOCH + Duration::from_secs(1 << 50);
    fails(conversation.add_turn(Turn::bot("a").at(far)).map(drop), Status::InvalidArgument, "time");
    assert_eq!(conversation.turn_count(), 0);
    fails(conversation.decide(Some(far)), Status::InvalidArgument, "time");
    fails(Record::new().now(far).to_json(), Status::InvalidArgument, "time");
}

#[test]
fn records() {
    let rules = frozen();
    fails(rules.decide("{}"), Status::InvalidArgument, "turns: missing");
    fails(rules.decide_json("not json"), Status::InvalidArgument, "not JSON");
    fails(rules.explain_json("[]"), Status::InvalidArgument, "object");
    let record = Record::new().fact("shoe_size", 44);
    fails(rules.decide(&record), Status::NotFound, "shoe_size");
    fails(rules.explain_json(&record), Status::NotFound, "shoe_size");
    let mut lenient = Decider::new().unwrap().unknown_facts(UnknownFacts::Ignore);
    assert_eq!(lenient.decide(&rules, &record).unwrap().persona(), "none");
    assert!(lenient.explain_json(&rules, &record).is_ok());
    let refused = lenient.decide_lines(&rules, record.to_json().unwrap()).unwrap().refused;
    assert_eq!(refused, 0);
    let mut strict = Decider::new().unwrap().unknown_facts(UnknownFacts::Error);
    fails(strict.decide(&rules, &record).map(drop), Status::NotFound, "shoe_size");
}

#[test]
fn words() {
    assert_eq!("third_party".parse(), Ok(Speaker::ThirdParty));
    let error = "parrot".parse::<Speaker>().unwrap_err();
    assert!(error.message().starts_with("'parrot' is not one of: customer, agent"), "{}", error);
}

#[test]
fn errors_travel() {
    fn boxed() -> std::result::Result<(), Box<dyn std::error::Error + Send + Sync>> {
        RuleSet::from_file("no/such/pack.yaml")?;
        Ok(())
    }
    assert!(boxed().unwrap_err().downcast_ref::<Error>().is_some());
    assert!(std::mem::size_of::<Error>() <= std::mem::size_of::<usize>());
}
