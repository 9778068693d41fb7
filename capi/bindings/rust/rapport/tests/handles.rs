//! Handles are given back, in any order, by any thread.

mod support;

use std::sync::{mpsc, Arc, Mutex};
use std::thread;

use rapport::{
    Conversation, Decider, Decision, Error, Record, Review, Reviewer, RuleSet, RuleSetBuilder,
};
use support::{frozen, vectors};

#[test]
fn any_order() {
    for order in 0..6 {
        let rules = frozen();
        let mut conversation = Conversation::new(&rules).unwrap();
        conversation.add_turn("Any deal?").unwrap();
        let decision = conversation.decide(None).unwrap();
        let mut handles: Vec<Option<Box<dyn std::any::Any>>> =
            vec![Some(Box::new(rules)), Some(Box::new(conversation)), Some(Box::new(decision))];
        let first = order % 3;
        let second = (first + 1 + order / 3) % 3;
        handles[first] = None;
        handles[second] = None;
        if let Some(Ok(decision)) = handles[2].take().map(|handle| handle.downcast::<Decision>()) {
            assert_eq!(decision.persona(), "bargain_hunter");
        }
        if let Some(Ok(kept)) = handles[1].take().map(|handle| handle.downcast::<Conversation>()) {
            assert_eq!(kept.decide(None).unwrap().persona(), "bargain_hunter");
        }
    }
}

#[test]
fn clones_are_the_same_rules() {
    let rules = frozen();
    let clone = rules.clone();
    let name = rules.name().to_string();
    assert_eq!(clone.name().as_ptr(), rules.name().as_ptr());
    drop(rules);
    assert_eq!(clone.name(), name);
}

/// Resident memory in bytes, where it can be asked for.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(text.split(' ').nth(1)?.parse::<usize>().ok()? * 4096)
}

#[test]
fn many_cycles_do_not_grow() {
    let rules = frozen();
    let (pack, words) = (vectors("pack.yaml"), vectors("words.tsv"));
    let cycle = |build: bool| {
        let mut conversation = Conversation::new(&rules.clone()).unwrap();
        conversation.add_turn("You idiots! Any deal?").unwrap().set_fact("tier", "gold").unwrap();
        assert!(conversation.set_fact("tear", 1).is_err());
        conversation.decide(None).unwrap().json();
        conversation.explain_json("a", None).unwrap();
        let mut decider = Decider::new().unwrap();
        decider.decide(&rules, &Record::new()).unwrap();
        assert!(decider.decide(&rules, "").is_err());
        let review = conversation.review("Sorry, 25% off.", None).unwrap();
        review.decision().persona();
        drop(conversation);
        assert!(review.is_blocked());
        rules.review(&Record::new()).unwrap_err();
        if build {
            let builder = RuleSet::builder().text("pack.yaml", pack.as_str());
            builder.text("words.tsv", words.as_str()).build().unwrap();
            RuleSet::from_text("pack.yaml", &pack[..pack.len() / 2]).unwrap_err();
        }
    };
    (0..200).for_each(|_| cycle(true));
    let before = resident();
    (0..2000).for_each(|i| cycle(i % 20 == 0));
    if let (Some(before), Some(after)) = (before, resident()) {
        let growth = after.saturating_sub(before);
        assert!(growth < 8 << 20, "{} bytes more", growth);
    }
}

#[test]
fn threads_share_a_rule_set() {
    let rules = frozen();
    let (records, answers) = (vectors("conversations.jsonl"), vectors("decisions.jsonl"));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut decider = Decider::new().unwrap();
                for _ in 0..5 {
                    for (record, answer) in records.lines().zip(answers.lines()) {
                        assert_eq!(decider.decide_json(&rules, record).unwrap(), answer);
                    }
                    assert_eq!(rules.clone().personas().len(), 4);
                }
            });
        }
    });
}

#[test]
fn conversations_and_decisions_move_between_threads() {
    let (give, take) = mpsc::channel::<Conversation>();
    let worker = thread::spawn(move || -> Vec<Decision> {
        take.into_iter().map(|conversation| conversation.decide(None).unwrap()).collect()
    });
    let rules = frozen();
    for text in ["Any deal?", "Still waiting! Hurry!"] {
        let mut conversation = Conversation::new(&rules).unwrap();
        conversation.add_turn(text).unwrap();
        give.send(conversation).unwrap();
    }
    drop((rules, give));
    let decisions = worker.join().unwrap();
    let personas: Vec<&str> = decisions.iter().map(Decision::persona).collect();
    assert_eq!(personas, ["bargain_hunter", "impatient"]);
}

#[test]
fn a_lock_shares_what_cannot_be_shared() {
    let conversation = Arc::new(Mutex::new(Conversation::new(&frozen()).unwrap()));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let conversation = Arc::clone(&conversation);
            thread::spawn(move || conversation.lock().unwrap().add_turn("Hello").map(drop))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
    assert_eq!(conversation.lock().unwrap().turn_count(), 3);
}

#[test]
fn what_may_cross_threads() {
    fn sent<T: Send>() {}
    fn shared<T: Send + Sync>() {}
    sent::<Conversation>();
    sent::<Decision>();
    sent::<Decider>();
    sent::<Review>();
    sent::<Reviewer>();
    shared::<RuleSet>();
    shared::<RuleSetBuilder>();
    shared::<Record<'_>>();
    shared::<Error>();
}
