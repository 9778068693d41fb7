//! Reviewing, with memory that is reused.

use std::fmt;
use std::ptr;
use std::time::SystemTime;

use rapport_sys as sys;

use crate::handle::{check, check_abi, parts, Handle};
use crate::{read, time};
use crate::{
    Answers, AsRecord, Conversation, Result, Review, ReviewDetail, RuleSet, Turn, UnknownFacts,
};

/// Reviews again and again in the same memory: once it has grown, reviewing a reply in a
/// conversation allocates nothing, and as long as the conversation and `now` are the same, it reads
/// the reply and nothing else, fast enough for every keystroke. For one thread at a time.
///
/// ```
/// use rapport::{Conversation, Reviewer, RuleSet, Turn};
///
/// let rules = RuleSet::built_in()?;
/// let mut conversation = Conversation::new(&rules)?;
/// conversation.add_turn("Still waiting. Hurry up please!")?;
/// let mut reviewer = Reviewer::new()?;
/// for draft in ["I am", "I am sorry", "I am sorry, it comes today."] {
///     let review = reviewer.review_reply(&conversation, Turn::agent(draft), None)?;
///     println!("{} {:?}", review.is_blocked(), review.tip());
/// }
/// # Ok::<(), rapport::Error>(())
/// ```
pub struct Reviewer {
    review: Review, // holds no result after a failure, but nobody sees it then
    unknown_facts: UnknownFacts,
}

impl Reviewer {
    /// Refuses records with facts that no pack declares.
    pub fn new() -> Result<Self> {
        check_abi()?;
        // SAFETY: the outputs are live variables.
        let handle =
            Handle::new(|review, error| unsafe { sys::rapport_review_new(review, error) })?;
        Ok(Reviewer { review: Review::from_handle(handle), unknown_facts: UnknownFacts::Error })
    }

    /// What to do about facts of a record that no pack declares.
    pub fn unknown_facts(mut self, unknown_facts: UnknownFacts) -> Self {
        self.unknown_facts = unknown_facts;
        self
    }

    /// Reviews a reply as the agent's next turn, one that is being written or one that was sent. It
    /// is not added to the conversation. Of the turn, its text, format and time count. Without
    /// `now`, the reply's time is taken, else that of the last turn.
    pub fn review_reply<'t>(
        &mut self,
        conversation: &Conversation,
        reply: impl Into<Turn<'t>>,
        now: Option<SystemTime>,
    ) -> Result<&mut Review> {
        let now = time::optional_instant(now)?;
        let reply = reply.into();
        let raw = reply.to_raw()?;
        let review = self.review.as_ptr();
        // SAFETY: both handles are alive, this thread has them to itself, and the texts of the turn
        // live through the call.
        check(|error| unsafe {
            sys::rapport_review_reply(conversation.as_ptr(), &raw, now, review, error)
        })?;
        Ok(&mut self.review)
    }

    /// Reviews the last turn of a record, which must be a public one by an agent, after those
    /// before it. Errors are as those of [`Decider::decide`](crate::Decider::decide).
    pub fn review(&mut self, rules: &RuleSet, record: impl AsRecord) -> Result<&mut Review> {
        let record = record.as_json()?;
        let (text, length) = parts(record.as_ref());
        let review = self.review_for_records();
        let detail = ReviewDetail::All.code();
        let unwanted = ptr::null_mut();
        // SAFETY: both handles and the record live through the call; the JSON is optional.
        check(|error| unsafe {
            let rules = rules.as_ptr();
            sys::rapport_review_json(
                rules,
                text,
                length,
                detail,
                review,
                unwanted,
                unwanted.cast(),
                error,
            )
        })?;
        Ok(&mut self.review)
    }

    /// The same as one line of JSON without a line break.
    pub fn review_json(
        &mut self,
        rules: &RuleSet,
        record: impl AsRecord,
        detail: ReviewDetail,
    ) -> Result<&str> {
        self.review(rules, record).map(|review| review.json(detail))
    }

    /// Reviews the replies of many records, one a line, in one call. A record that is refused is no
    /// failure: its answer says why.
    pub fn review_lines(
        &mut self,
        rules: &RuleSet,
        records: impl AsRef<[u8]>,
        detail: ReviewDetail,
    ) -> Result<Answers<'_>> {
        let (records, length) = parts(records.as_ref());
        let review = self.review_for_records();
        let (mut text, mut size, mut refused) = (ptr::null(), 0, 0);
        // SAFETY: both handles and the records live through the call.
        check(|error| unsafe {
            let (rules, detail) = (rules.as_ptr(), detail.code());
            let (text, size, refused) = (&mut text, &mut size, &mut refused);
            sys::rapport_review_lines(
                rules, records, length, detail, review, text, size, refused, error,
            )
        })?;
        // SAFETY: the text is borrowed from our handle until that is used again: which needs the
        // mutable borrow that the result holds.
        Ok(Answers { text: unsafe { read::borrowed(text, size) }, refused })
    }

    /// For whoever has reviewed once.
    pub(crate) fn into_review(self) -> Review {
        self.review
    }

    fn review_for_records(&mut self) -> *mut sys::rapport_review {
        let review = self.review.as_ptr();
        // SAFETY: the handle is alive.
        let status =
            unsafe { sys::rapport_review_set_unknown_facts(review, self.unknown_facts.code()) };
        assert!(status == sys::RAPPORT_OK, "librapport: unknown facts cannot be set");
        review
    }
}

impl fmt::Debug for Reviewer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reviewer")
            .field("unknown_facts", &self.unknown_facts)
            .finish_non_exhaustive()
    }
}
