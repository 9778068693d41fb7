//! Stands between a language model and the customer: each draft is reviewed before it is sent. The
//! argument is a pack with checks of replies, such as `examples/guard.yaml` of Rapport.

use rapport::{Conversation, Finding, Reviewer, RuleSet, Turn};

/// What a model wrote, and what it made of being told what is wrong.
const DRAFTS: [&str; 3] = [
    "Great news! I can give you 25% off if you order today.",
    "I can take 10% off today, Asha, or you get your money back.",
    "I can take 10% off today, Asha.",
];

fn main() -> rapport::Result<()> {
    let pack = std::env::args().nth(1).expect("usage: guard PACK");
    let rules = RuleSet::from_file(pack)?;
    let mut conversation = Conversation::new(&rules)?;
    conversation.set_fact("first_name", "Asha")?;
    conversation.add_turn("Found it 20 quid cheaper online. Is there a discount for me?")?;
    let mut reviewer = Reviewer::new()?;
    for draft in DRAFTS {
        let reply = Turn::agent(draft);
        let review = reviewer.review_reply(&conversation, reply, None)?;
        if !review.is_blocked() {
            println!("sent: {}", draft);
            conversation.add_turn(reply)?;
            break;
        }
        println!("blocked: {}", draft);
        if let Some(tip) = review.tip() {
            explain(tip);
        }
    }
    Ok(())
}

fn explain(tip: Finding<'_>) {
    println!("  why: {}", tip.why().unwrap_or_default());
    if let Some((limit, value)) = tip.limit() {
        println!("  limit: {} is {}", limit, value);
    }
    for span in tip.spans() {
        println!("  the words: {}", span.text);
    }
    if let Some(line) = tip.suggestions().next() {
        println!("  better: {}", line);
    }
}
