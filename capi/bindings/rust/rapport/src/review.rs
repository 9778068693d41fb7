//! Reviews of replies, and what they consist of.

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::{Deref, Range};
use std::ptr;

use rapport_sys as sys;

use crate::decision::{decimal, non_empty};
use crate::handle::{check, parts, Handle};
use crate::{read, CheckResult, Decision, FailReason, ReviewDetail};

/// What the checks of the packs say of an agent's reply.
///
/// It outlives the conversation and the rule set. Everything is read when it is asked for, without
/// allocating; texts are borrowed from the review.
pub struct Review(Handle<sys::rapport_review>);

impl Review {
    pub(crate) fn from_handle(handle: Handle<sys::rapport_review>) -> Self {
        Review(handle)
    }

    pub(crate) fn as_ptr(&self) -> *mut sys::rapport_review {
        self.0.as_ptr()
    }

    /// Whether a fatal check failed: the reply should not be sent as it is.
    pub fn is_blocked(&self) -> bool {
        get_bool!(self, rapport_review_blocked)
    }

    /// What to mend first: a fatal fail, else the heaviest. None when no check failed.
    pub fn tip(&self) -> Option<Finding<'_>> {
        let mut index = 0;
        // SAFETY: the handle is alive, and the output is a live variable.
        let status = unsafe { sys::rapport_review_tip(self.as_ptr(), &mut index) };
        (status == sys::RAPPORT_OK).then(|| Finding::new(self, index))
    }

    /// 0 to 100, the share of the weights that passed; None when no check applies. Show it to those
    /// who look back at many replies, not to who is writing one.
    pub fn score(&self) -> Option<f64> {
        let mut hundredths = 0;
        // SAFETY: the handle is alive, and the output is a live variable.
        let status = unsafe { sys::rapport_review_score(self.as_ptr(), &mut hundredths) };
        (status == sys::RAPPORT_OK).then(|| f64::from(hundredths) / 100.0)
    }

    /// What each check of the packs says, by id.
    pub fn findings(&self) -> impl ExactSizeIterator<Item = Finding<'_>> + '_ {
        let count = get_number!(self, rapport_review_finding_count);
        get_list!(count, move |i| Finding::new(self, i))
    }

    /// What the check with this id says.
    pub fn finding(&self, check: &str) -> Option<Finding<'_>> {
        self.findings().find(|finding| finding.check() == check)
    }

    /// The decision about the conversation without the reply.
    pub fn decision(&self) -> DecisionOfReview<'_> {
        let mut raw = ptr::null();
        // SAFETY: the handle is alive, and the output is a live variable.
        let status = unsafe { sys::rapport_review_decision(self.as_ptr(), &mut raw) };
        assert!(status == sys::RAPPORT_OK, "librapport: a review has no decision");
        // SAFETY: the decision lives in the review, which stays borrowed. It is never freed, and
        // only read, since nobody gets more than a shared reference to it.
        let decision = Decision::from_handle(unsafe { Handle::from_raw(raw as *mut _) });
        DecisionOfReview { decision: ManuallyDrop::new(decision), review: PhantomData }
    }

    /// [`RuleSet::name`](crate::RuleSet::name) of the rules that reviewed.
    pub fn ruleset(&self) -> &str {
        get_text!(self, rapport_review_ruleset_name)
    }

    /// As one line of JSON without a line break, the same bytes everywhere. Its `"id"` is the
    /// record's, or empty. It is written into memory of the review, hence `&mut`.
    pub fn json(&mut self, detail: ReviewDetail) -> &str {
        self.write_json(detail, (ptr::null(), 0))
    }

    /// The same with another `"id"`.
    pub fn json_with_id(&mut self, detail: ReviewDetail, id: &str) -> &str {
        self.write_json(detail, parts(id))
    }

    fn write_json(
        &mut self,
        detail: ReviewDetail,
        (id, id_length): (*const std::os::raw::c_char, usize),
    ) -> &str {
        let (mut json, mut length) = (ptr::null(), 0);
        let raw = self.as_ptr();
        // SAFETY: the handle and the id live through the call.
        let written = check(|error| unsafe {
            let detail = detail.code();
            sys::rapport_review_to_json(raw, detail, id, id_length, &mut json, &mut length, error)
        });
        if let Err(error) = written {
            panic!("librapport: a review was not written: {}", error); // memory has run out
        }
        // SAFETY: the text is borrowed from the handle, which the result keeps borrowed mutably.
        unsafe { read::borrowed(json, length) }
    }
}

impl fmt::Debug for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Review")
            .field("is_blocked", &self.is_blocked())
            .field("tip", &self.tip().map(|tip| tip.check()))
            .field("score", &self.score())
            .field("findings", &self.findings().collect::<Vec<_>>())
            .field("ruleset", &self.ruleset())
            .finish()
    }
}

/// The [`Decision`] about the conversation of a [`Review`], which it is borrowed from.
pub struct DecisionOfReview<'a> {
    decision: ManuallyDrop<Decision>, // the review's, so never dropped
    review: PhantomData<&'a Review>,
}

impl Deref for DecisionOfReview<'_> {
    type Target = Decision;

    fn deref(&self) -> &Decision {
        &self.decision
    }
}

impl fmt::Debug for DecisionOfReview<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// A place in a reply that counted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReviewSpan<'a> {
    /// What was looked for.
    pub cue: &'a str,
    /// The words there.
    pub text: &'a str,
    /// Bytes of the reply's text.
    pub bytes: Range<usize>,
}

view! {
    /// What one check says.
    Finding of Review shows check, label, result, reason, weight, is_fatal, is_undetermined, why,
        limit, policy, approval_from; lists spans, suggestions
}

impl<'a> Finding<'a> {
    /// The check's id.
    pub fn check(&self) -> &'a str {
        get_text!(self.owner, rapport_review_finding_check, self.index)
    }

    /// For people.
    pub fn label(&self) -> &'a str {
        get_text!(self.owner, rapport_review_finding_label, self.index)
    }

    /// Whether it passed.
    pub fn result(&self) -> CheckResult {
        CheckResult::from_raw(get_number!(self.owner, rapport_review_finding_result, self.index))
    }

    /// Why it failed; None when it did not.
    pub fn reason(&self) -> Option<FailReason> {
        match get_number!(self.owner, rapport_review_finding_reason, self.index) {
            sys::RAPPORT_FAIL_NONE => None,
            reason => Some(FailReason::from_raw(reason)),
        }
    }

    /// In the score.
    pub fn weight(&self) -> f64 {
        decimal(get_number!(self.owner, rapport_review_finding_weight, self.index))
    }

    /// Whether its fail blocks the reply.
    pub fn is_fatal(&self) -> bool {
        get_bool!(self.owner, rapport_review_finding_is_fatal, self.index)
    }

    /// Whether it does not apply, or fails, because its condition is unknown.
    pub fn is_undetermined(&self) -> bool {
        get_bool!(self.owner, rapport_review_finding_is_undetermined, self.index)
    }

    /// What is wrong, for the agent; None unless it failed.
    pub fn why(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_review_finding_why, self.index))
    }

    /// Of [`FailReason::OverLimit`] the limit, and its value in force.
    pub fn limit(&self) -> Option<(&'a str, i64)> {
        let limit = non_empty(get_text!(self.owner, rapport_review_finding_limit, self.index))?;
        Some((limit, get_number!(self.owner, rapport_review_finding_limit_value, self.index)))
    }

    /// The policy that set the limit, forbids or wants approval.
    pub fn policy(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_review_finding_policy, self.index))
    }

    /// The route that approves.
    pub fn approval_from(&self) -> Option<&'a str> {
        non_empty(get_text!(self.owner, rapport_review_finding_approval_from, self.index))
    }

    /// The places that counted; of a pass, what was looked for.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = ReviewSpan<'a>> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_review_finding_span_count, index), move |i| {
            let mut end = 0;
            let begin: u32 = read::number(|begin| {
                // SAFETY: the review is alive, and the outputs are live variables.
                unsafe {
                    sys::rapport_review_finding_span(owner.as_ptr(), index, i, begin, &mut end)
                }
            });
            ReviewSpan {
                cue: get_text!(owner, rapport_review_finding_span_cue, index, i),
                text: get_text!(owner, rapport_review_finding_span_text, index, i),
                bytes: begin as usize..end as usize,
            }
        })
    }

    /// Better wordings for a fail, the best first.
    pub fn suggestions(&self) -> impl ExactSizeIterator<Item = &'a str> {
        let Self { owner, index } = *self;
        get_list!(get_number!(owner, rapport_review_finding_suggestion_count, index), move |i| {
            get_text!(owner, rapport_review_finding_suggestion, index, i)
        })
    }
}
