//! Follows a conversation and says, after each turn, who this customer is like and what to do.

use std::time::{Duration, UNIX_EPOCH};

use rapport::{Conversation, Decision, RuleSet, Turn};

fn main() -> rapport::Result<()> {
    let rules = RuleSet::built_in()?;
    println!("{} looks for {} cues", rules.name(), rules.cues().len());

    let ten = UNIX_EPOCH + Duration::from_secs(1_772_359_200); // 2026-03-01T10:00:00Z
    let minutes = |count: u64| ten + Duration::from_secs(60 * count);
    let turns = [
        Turn::customer("Good morning. Where is my parcel, please?").at(ten),
        Turn::agent("Good morning! It should reach you tomorrow.").at(minutes(1)),
        Turn::customer("That is what you said last week. I'm still waiting!").at(minutes(2)),
        Turn::customer("Hurry up, I need it NOW. This is the third time I ask!").at(minutes(40)),
    ];

    let mut conversation = Conversation::new(&rules)?;
    for turn in turns {
        conversation.add_turn(turn)?;
        println!("\nafter turn {}:", conversation.turn_count());
        show(&conversation.decide(None)?);
    }

    // Once somebody has acted, an escalation is no longer new.
    let first = conversation.decide(None)?;
    if let Some(escalation) = first.escalations().next() {
        conversation.acknowledge(escalation.to())?;
        let again = conversation.decide(None)?;
        let news = again.escalations().filter(|escalation| escalation.is_new()).count();
        println!("\n{} has been told; new escalations: {}", escalation.label(), news);
    }
    Ok(())
}

fn show(decision: &Decision) {
    match decision.abstained() {
        None => println!("  type       {} ({:.2})", decision.persona(), decision.probability()),
        Some(why) => println!("  type       none ({})", why),
    }
    for scale in decision.scales().filter(|scale| scale.level() > Some(0)) {
        println!("  scale      {} {}", scale.id(), scale.level_name().unwrap_or("unknown"));
    }
    for evidence in decision.evidence().take(3) {
        let words = evidence.text().unwrap_or_default();
        println!("  because of the {} {} {:?}", evidence.kind(), evidence.id(), words);
    }
    for escalation in decision.escalations() {
        let reasons: Vec<&str> = escalation.reasons().collect();
        println!("  escalate   {}: {}", escalation.label(), reasons.join(", "));
    }
    for action in decision.actions().take(3) {
        let line = action.say().next().unwrap_or("(no line)");
        println!("  do         {}: {}", action.label(), line);
    }
}
