//! A small, strict JSON reader.

/// A JSON value. Objects keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text that holds exactly one value.
    pub fn parse(text: &str) -> Json {
        let mut reader = Reader { rest: text };
        let value = reader.value();
        reader.blanks();
        assert!(reader.rest.is_empty(), "after the value: {}", reader.rest);
        value
    }

    pub fn get(&self, key: &str) -> Option<&Json> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub fn entries(&self) -> &[(String, Json)] {
        match self {
            Json::Object(entries) => entries,
            other => panic!("not an object: {:?}", other),
        }
    }

    pub fn list(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            other => panic!("not a list: {:?}", other),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Json::String(text) => text,
            other => panic!("not a string: {:?}", other),
        }
    }

    pub fn number(&self) -> f64 {
        match self {
            Json::Number(number) => *number,
            other => panic!("not a number: {:?}", other),
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::String(text.to_string())
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(&[' ', '\n', '\r', '\t'][..]);
    }

    fn skip(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => self.rest = rest,
            None => return false,
        }
        true
    }

    fn expect(&mut self, expected: &str) {
        assert!(self.skip(expected), "expected {} at: {}", expected, self.rest);
    }

    fn value(&mut self) -> Json {
        self.blanks();
        match self.rest.chars().next() {
            Some('{') => self.object(),
            Some('[') => self.list(),
            Some('"') => Json::String(self.string()),
            Some('-' | '0'..='9') => self.number(),
            _ if self.skip("null") => Json::Null,
            _ if self.skip("true") => Json::Bool(true),
            _ if self.skip("false") => Json::Bool(false),
            _ => panic!("no value at: {}", self.rest),
        }
    }

    fn object(&mut self) -> Json {
        let mut entries = Vec::new();
        self.items("{", "}", |reader| {
            let key = reader.string();
            reader.blanks();
            reader.expect(":");
            entries.push((key, reader.value()));
        });
        Json::Object(entries)
    }

    fn list(&mut self) -> Json {
        let mut items = Vec::new();
        self.items("[", "]", |reader| items.push(reader.value()));
        Json::List(items)
    }

    fn items(&mut self, open: &str, close: &str, mut item: impl FnMut(&mut Self)) {
        self.expect(open);
        self.blanks();
        if self.skip(close) {
            return;
        }
        loop {
            self.blanks();
            item(self);
            self.blanks();
            if self.skip(close) {
                return;
            }
            self.expect(",");
        }
    }

    fn number(&mut self) -> Json {
        let end = self.rest.find(|c| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Json::Number(number.parse().unwrap())
    }

    fn string(&mut self) -> String {
        self.expect("\"");
        let mut text = String::new();
        loop {
            let c = self.next();
            match c {
                '"' => return text,
                '\\' => text.push(self.escape()),
                '\0'..='\x1f' => panic!("a control character in a string"),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> char {
        match self.next() {
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let mut units = vec![self.unit()];
                if (0xd800..0xdc00).contains(&units[0]) {
                    self.expect("\\u");
                    units.push(self.unit());
                }
                String::from_utf16(&units).unwrap().chars().next().unwrap()
            }
            c @ ('"' | '\\' | '/') => c,
            c => panic!("no escape: {}", c),
        }
    }

    fn unit(&mut self) -> u16 {
        let digits: String = (0..4).map(|_| self.next()).collect();
        u16::from_str_radix(&digits, 16).unwrap()
    }

    fn next(&mut self) -> char {
        let c = self.rest.chars().next().expect("the text ends in a string");
        self.rest = &self.rest[c.len_utf8()..];
        c
    }
}
