//! Reads JSON text, refusing a member that stands twice: of two descriptions one would be lost unseen.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Why a text is not one JSON value, and where. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonFault {
    /// A member stands twice in one object; otherwise the syntax is wrong, or it nests deeper than 127 levels.
    pub twice: bool,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1; 0 where a line has ended.
    pub column: usize,
}

/// Reads one JSON value.
///
/// # Errors
/// [`JsonFault`] at the first place that cannot be read.
pub fn parse(text: &str) -> Result<Value, JsonFault> {
    serde_json::from_str::<Once>(text)
        .map(|once| once.0)
        .map_err(|error| JsonFault {
            twice: error.is_data(),
            line: error.line(),
            column: error.column(),
        })
}

/// A value in which no member stands twice.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor).map(Self)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Once(element)) = elements.next_element()? {
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(Error::custom("a member stands twice"));
            }
            let Once(member) = members.next_value()?;
            object.insert(name, member);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_read_as_it_stands() {
        let text = r#"{"a": [1, -2, 3.5, null, true, "x\ny"], "b": {"a": {}}}"#;
        assert_eq!(
            parse(text).unwrap(),
            json!({"a": [1, -2, 3.5, null, true, "x\ny"], "b": {"a": {}}})
        );
    }

    #[test]
    fn a_member_that_stands_twice_is_refused_where_it_stands() {
        let fault = parse("{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2}}").unwrap_err();
        assert!(fault.twice);
        assert_eq!(fault.line, 2);
    }

    #[test]
    fn broken_and_bottomless_json_is_told_by_line_and_column() {
        assert_eq!(
            parse("{\n  \"a\": }").unwrap_err(),
            JsonFault {
                twice: false,
                line: 2,
                column: 8
            }
        );
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "\"\\ud800\"",
            "nul",
            "1 2",
            "{'a': 1}",
            "[1e999]",
        ] {
            assert!(!parse(text).unwrap_err().twice, "{text}");
        }
        assert!(!parse(&"[".repeat(500_000)).unwrap_err().twice);
        assert!(!parse(&"{\"a\":".repeat(500_000)).unwrap_err().twice);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]{},:\"0-9a-z\\\\ ]{0,40}") {
            let _either = parse(&text);
        }
    }
}
