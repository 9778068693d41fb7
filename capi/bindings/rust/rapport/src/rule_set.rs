//! Packs, compiled.

use std::fmt;
use std::path::PathBuf;

use rapport_sys as sys;

use crate::declared::{Check, Cue, Fact, Persona, Policy, Scale};
use crate::handle::Handle;
use crate::{AsRecord, Decider, Decision, Result, Review, ReviewDetail, Reviewer, RuleSetBuilder};

/// Packs, compiled: immutable, cheap to clone, and for any number of threads at once.
///
/// Make one when the host starts, share it, and make another to reload.
///
/// ```
/// use rapport::RuleSet;
///
/// let rules = RuleSet::built_in()?;
/// std::thread::scope(|scope| {
///     for text in ["Where is my parcel?", "This is the third time I ask!"] {
///         let rules = &rules;
///         scope.spawn(move || {
///             let mut conversation = rapport::Conversation::new(rules).unwrap();
///             conversation.add_turn(text).unwrap();
///             println!("{}", conversation.decide(None).unwrap().persona());
///         });
///     }
/// });
/// # Ok::<(), rapport::Error>(())
/// ```
pub struct RuleSet(Handle<sys::rapport_ruleset>);

// SAFETY: the library lets any number of threads use one rule set at once.
unsafe impl Sync for RuleSet {}

impl RuleSet {
    /// The pack core-en, which is built into the library.
    pub fn built_in() -> Result<Self> {
        Self::builder().built_in().build()
    }

    /// One pack on disk: its only file, or its manifest, with the files that it lists.
    pub fn from_file(path: impl Into<PathBuf>) -> Result<Self> {
        Self::builder().file(path).build()
    }

    /// A pack of one file in memory; `name` is for messages. One that lists further files takes a
    /// [`builder`](Self::builder).
    pub fn from_text(name: impl Into<String>, yaml: impl Into<Vec<u8>>) -> Result<Self> {
        Self::builder().text(name, yaml).build()
    }

    /// For several packs, warnings and limits.
    pub fn builder() -> RuleSetBuilder {
        RuleSetBuilder::new()
    }

    pub(crate) fn from_handle(handle: Handle<sys::rapport_ruleset>) -> Self {
        RuleSet(handle)
    }

    pub(crate) fn as_ptr(&self) -> *mut sys::rapport_ruleset {
        self.0.as_ptr()
    }

    /// Such as `"core-en@1.0.0#1f2e3d4c5b6a7988"`: two rule sets of one name decide alike.
    pub fn name(&self) -> &str {
        get_text!(self, rapport_ruleset_name)
    }

    /// Of the merged packs, 64 hexadecimal digits.
    pub fn hash(&self) -> &str {
        get_text!(self, rapport_ruleset_hash)
    }

    /// The language that the packs serve, such as `"en"`.
    pub fn language(&self) -> &str {
        get_text!(self, rapport_ruleset_language)
    }

    /// Memory that the compiled tables take, roughly.
    pub fn compiled_bytes(&self) -> usize {
        get_number!(self, rapport_ruleset_compiled_bytes)
    }

    /// Facts that the packs declare.
    pub fn facts(&self) -> impl ExactSizeIterator<Item = Fact<'_>> + '_ {
        get_list!(get_number!(self, rapport_ruleset_fact_count), |i| Fact::new(self, i))
    }

    /// Customer types.
    pub fn personas(&self) -> impl ExactSizeIterator<Item = Persona<'_>> + '_ {
        get_list!(get_number!(self, rapport_ruleset_persona_count), |i| Persona::new(self, i))
    }

    /// Scales: hostility, urgency and so on.
    pub fn scales(&self) -> impl ExactSizeIterator<Item = Scale<'_>> + '_ {
        get_list!(get_number!(self, rapport_ruleset_scale_count), |i| Scale::new(self, i))
    }

    /// What is looked for in the customer's words.
    pub fn cues(&self) -> impl ExactSizeIterator<Item = Cue<'_>> + '_ {
        get_list!(get_number!(self, rapport_ruleset_cue_count), |i| Cue::new(self, i))
    }

    /// Policies, in the pack's order.
    pub fn policies(&self) -> impl ExactSizeIterator<Item = Policy<'_>> + '_ {
        get_list!(get_number!(self, rapport_ruleset_policy_count), |i| Policy::new(self, i))
    }

    /// What replies are held against, by id.
    pub fn checks(&self) -> impl ExactSizeIterator<Item = Check<'_>> + '_ {
        get_list!(get_number!(self, rapport_ruleset_check_count), |i| Check::new(self, i))
    }

    /// Decides about a record. Facts that no pack declares are an error here; a [`Decider`] may
    /// ignore them.
    pub fn decide(&self, record: impl AsRecord) -> Result<Decision> {
        let mut decider = Decider::new()?;
        decider.decide(self, record)?;
        Ok(decider.into_decision())
    }

    /// The same as one line of JSON without a line break.
    pub fn decide_json(&self, record: impl AsRecord) -> Result<String> {
        Decider::new()?.decide_json(self, record).map(str::to_string)
    }

    /// Decides about many records, one a line, in one call. There is a line for each line, in
    /// order; that of a record that is refused is `{"id":...,"error":{...}}`.
    pub fn decide_lines(&self, records: impl AsRef<[u8]>) -> Result<String> {
        Decider::new()?.decide_lines(self, records).map(|answers| answers.text.to_string())
    }

    /// Reviews the last turn of a record, which must be a public one by an agent, after those
    /// before it. A [`Reviewer`] that is kept reuses its memory.
    pub fn review(&self, record: impl AsRecord) -> Result<Review> {
        let mut reviewer = Reviewer::new()?;
        reviewer.review(self, record)?;
        Ok(reviewer.into_review())
    }

    /// The same as one line of JSON without a line break.
    pub fn review_json(&self, record: impl AsRecord, detail: ReviewDetail) -> Result<String> {
        Reviewer::new()?.review_json(self, record, detail).map(str::to_string)
    }

    /// Reviews the replies of many records, one a line, in one call; the answers are as those of
    /// [`RuleSet::decide_lines`].
    pub fn review_lines(&self, records: impl AsRef<[u8]>, detail: ReviewDetail) -> Result<String> {
        Reviewer::new()?.review_lines(self, records, detail).map(|answers| answers.text.to_string())
    }

    /// Why and why not, as one line of JSON: what [`RuleSet::decide`] would decide.
    pub fn explain_json(&self, record: impl AsRecord) -> Result<String> {
        Decider::new()?.explain_json(self, record).map(str::to_string)
    }
}

impl Clone for RuleSet {
    /// Another reference to the same rule set.
    fn clone(&self) -> Self {
        // SAFETY: the rule set is alive; the new reference is given back by the clone.
        unsafe {
            let status = sys::rapport_ruleset_retain(self.as_ptr());
            assert!(status == sys::RAPPORT_OK, "librapport: a rule set was not retained");
            RuleSet(Handle::from_raw(self.as_ptr()))
        }
    }
}

impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RuleSet").field(&self.name()).finish()
    }
}
