//! Accumulators: the committed reports in one part and in several, and what is refused.

mod support;

use rapport::{Accumulator, RuleSet, Status};
use support::{frozen, vectors};

const KINDS: [(&str, &str); 2] = [
    ("coaching", r#"{"individuals":true,"min_sample":2}"#),
    ("acceptance", r#"{"min_sample":1,"sort":"name"}"#),
];

#[test]
fn in_one_part_and_in_several() {
    let rules = frozen();
    for (kind, options) in KINDS {
        let expected = vectors(&format!("{}.json", kind));
        let new = || Accumulator::new(&rules, kind, options).unwrap();
        let (mut whole, mut parts) = (new(), [new(), new()]);
        for (i, line) in vectors("handled.jsonl").lines().enumerate() {
            whole.add(line).unwrap();
            parts[i % 2].add(line).unwrap();
        }
        assert_eq!(whole.kind(), kind);
        assert_eq!(whole.report_json().unwrap(), expected.trim_end());
        let [first, second] = &mut parts;
        let mut loaded = Accumulator::load(&rules, first.save().unwrap()).unwrap();
        loaded.merge(second).unwrap();
        assert_eq!(loaded.report_json().unwrap(), expected.trim_end());
    }
}

#[test]
fn what_is_refused() {
    let rules = frozen();
    let status = |result: rapport::Result<Accumulator>| result.unwrap_err().status();
    assert_eq!(status(Accumulator::new(&rules, "coach", "")), Status::NotFound);
    let unknown = Accumulator::new(&rules, "coaching", r#"{"min_sampel":1}"#);
    assert!(unknown.unwrap_err().message().contains("did you mean 'min_sample'?"));
    let mut some = Accumulator::new(&rules, "coaching", "").unwrap();
    let before = some.report_json().unwrap().to_string();
    let refused = some.add(r#"{"turns":1}"#).unwrap_err();
    assert_eq!(refused.status(), Status::InvalidArgument);
    let other = Accumulator::new(&rules, "acceptance", "").unwrap();
    assert_eq!(some.merge(&other).unwrap_err().status(), Status::InvalidArgument);
    assert_eq!(some.report_json().unwrap(), before);
    let saved = some.save().unwrap().to_vec();
    let cut = Accumulator::load(&rules, &saved[..saved.len() - 1]);
    assert_eq!(status(cut), Status::InvalidArgument);
    let others = RuleSet::built_in().unwrap();
    assert_eq!(status(Accumulator::load(&others, &saved)), Status::InvalidState);
}

/// It keeps its rules, and may move to another thread.
#[test]
fn outlives_its_rules() {
    let mut accumulator = Accumulator::new(&frozen(), "coaching", "").unwrap();
    let report = std::thread::spawn(move || {
        accumulator.add(r#"{"turns":[]}"#).unwrap();
        accumulator.report_json().unwrap().to_string()
    });
    assert!(report.join().unwrap().contains("\"conversations\":1,"));
}
