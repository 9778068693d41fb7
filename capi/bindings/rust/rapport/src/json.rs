//! Writing JSON.

use std::fmt::Write;

/// An object that is being written at the end of a text.
pub(crate) struct Object<'j> {
    json: &'j mut String,
    before_key: char,
}

impl<'j> Object<'j> {
    pub(crate) fn new(json: &'j mut String) -> Self {
        Object { json, before_key: '{' }
    }

    /// Where the value of this key is to be written.
    pub(crate) fn key(&mut self, key: &str) -> &mut String {
        self.json.push(self.before_key);
        self.before_key = ',';
        write_string(key, self.json);
        self.json.push(':');
        self.json
    }

    pub(crate) fn string(&mut self, key: &str, value: &str) {
        write_string(value, self.key(key));
    }

    pub(crate) fn end(self) {
        self.json.push_str(if self.before_key == '{' { "{}" } else { "}" });
    }
}

pub(crate) fn write_list<Item, Error>(
    items: &[Item],
    json: &mut String,
    mut write: impl FnMut(&Item, &mut String) -> Result<(), Error>,
) -> Result<(), Error> {
    json.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write(item, json)?;
    }
    json.push(']');
    Ok(())
}

/// A string with its quotes.
pub(crate) fn write_string(text: &str, json: &mut String) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\0'..='\x1f' => write!(json, "\\u{:04x}", u32::from(c)).expect("a string takes it"),
            c => json.push(c),
        }
    }
    json.push('"');
}
