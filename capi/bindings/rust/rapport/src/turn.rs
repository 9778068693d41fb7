//! One message.

use std::time::SystemTime;

use rapport_sys as sys;

use crate::handle::parts;
use crate::time;
use crate::{Format, Result, Speaker, Visibility};

/// One message of a conversation.
///
/// A `&str` is turned into a public message of the customer's in plain text, without a time.
///
/// ```
/// use std::time::SystemTime;
/// use rapport::{Format, Turn};
///
/// let turn = Turn::agent("<p>We are on it.</p>").format(Format::Html).at(SystemTime::now());
/// # let _ = turn;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Turn<'a> {
    pub(crate) by: Speaker,
    pub(crate) text: &'a str,
    pub(crate) at: Option<SystemTime>,
    pub(crate) end: Option<SystemTime>,
    pub(crate) visibility: Visibility,
    pub(crate) format: Format,
    pub(crate) language: &'a str,
    pub(crate) id: &'a str,
    pub(crate) author: &'a str,
}

impl<'a> Turn<'a> {
    /// What somebody said.
    pub fn new(by: Speaker, text: &'a str) -> Self {
        Turn {
            by,
            text,
            at: None,
            end: None,
            visibility: Visibility::Public,
            format: Format::Text,
            language: "",
            id: "",
            author: "",
        }
    }

    /// What the customer said.
    pub fn customer(text: &'a str) -> Self {
        Turn::new(Speaker::Customer, text)
    }

    /// What an agent said.
    pub fn agent(text: &'a str) -> Self {
        Turn::new(Speaker::Agent, text)
    }

    /// What a bot said.
    pub fn bot(text: &'a str) -> Self {
        Turn::new(Speaker::Bot, text)
    }

    /// When it was sent, or began.
    pub fn at(mut self, time: SystemTime) -> Self {
        self.at = Some(time);
        self
    }

    /// When it ended, in a call. Otherwise the same as [`Turn::at`].
    pub fn end(mut self, time: SystemTime) -> Self {
        self.end = Some(time);
        self
    }

    /// Who sees it: the customer too, unless this says otherwise.
    pub fn visibility(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }

    /// How the text is written: plainly, unless this says otherwise.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// A BCP 47 tag, when the host knows it. Otherwise it is found out from the words.
    pub fn language(mut self, tag: &'a str) -> Self {
        self.language = tag;
        self
    }

    /// The host's, for its own use.
    pub fn id(mut self, id: &'a str) -> Self {
        self.id = id;
        self
    }

    /// Who of them.
    pub fn author(mut self, author: &'a str) -> Self {
        self.author = author;
        self
    }

    /// As C takes it; valid while the texts are.
    pub(crate) fn to_raw(self) -> Result<sys::rapport_turn> {
        let (text, text_length) = parts(self.text);
        let (language, language_length) = parts(self.language);
        let (id, id_length) = parts(self.id);
        let (author, author_length) = parts(self.author);
        Ok(sys::rapport_turn {
            by: self.by.code(),
            visibility: self.visibility.code(),
            format: self.format.code(),
            text,
            text_length,
            language,
            language_length,
            id,
            id_length,
            author,
            author_length,
            at: time::optional_instant(self.at)?,
            end: time::optional_instant(self.end)?,
            ..sys::RAPPORT_TURN_INIT
        })
    }
}

impl<'a> From<&'a str> for Turn<'a> {
    fn from(text: &'a str) -> Self {
        Turn::customer(text)
    }
}

impl<'a> From<&'a String> for Turn<'a> {
    fn from(text: &'a String) -> Self {
        Turn::customer(text)
    }
}
