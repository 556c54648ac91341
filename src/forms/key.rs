//! Keys of fields: patterns such as `children[].first_names`, concrete keys such as `children[0].first_names`, and
//! JSON pointers such as `/children/0/first_names`.

use crate::domain::field_error::FieldPath;

/// Puts `index` in the place of the pattern's `[]`.
pub fn at(pattern: &str, index: usize) -> String {
    pattern.replacen("[]", &format!("[{index}]"), 1)
}

/// The pattern of a concrete key: each index becomes `[]`.
pub fn pattern(concrete: &str) -> String {
    let mut pattern = String::with_capacity(concrete.len());
    let mut inside = false;
    for letter in concrete.chars() {
        if !inside || letter == ']' {
            pattern.push(letter);
        }
        inside = match letter {
            '[' => true,
            ']' => false,
            _ => inside,
        };
    }
    pattern
}

/// The index of the first element that a concrete key of `list` names: `children[2].language` → 2.
pub fn index_in(list: &str, concrete: &str) -> Option<usize> {
    let (index, _) = concrete.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?;
    index.parse().ok()
}

/// The element or object that a key belongs to: `children[0].residence.municipality` → `children[0].residence`.
pub fn parent(concrete: &str) -> &str {
    concrete.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// The JSON pointer of a concrete key.
pub fn to_pointer(concrete: &str) -> FieldPath {
    FieldPath::from(
        format!(
            "/{}",
            concrete.replace('[', "/").replace(']', "").replace('.', "/")
        )
        .as_str(),
    )
}

/// The concrete key at a JSON pointer; the empty key for the whole document. Members of the schema have plain
/// names, so the pointer's escapes do not occur in a key that a form knows.
pub fn from_pointer(pointer: &str) -> String {
    let mut key = String::new();
    for part in pointer.split('/').filter(|part| !part.is_empty()) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            key.push('[');
            key.push_str(part);
            key.push(']');
        } else {
            if !key.is_empty() {
                key.push('.');
            }
            key.push_str(part);
        }
    }
    key
}

/// The base of a field's text keys: brackets go, dots and underscores become hyphens.
pub fn text_base(key: &str) -> String {
    hyphened(&pattern(key).replace("[]", ""))
}

/// A name as it stands in a text key.
pub fn hyphened(name: &str) -> String {
    name.replace(['.', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_pointers_name_the_same_place() {
        for (key, pointer) in [
            ("children[0].birth_date", "/children/0/birth_date"),
            (
                "unborn_child.parents[1].residence.municipality",
                "/unborn_child/parents/1/residence/municipality",
            ),
            ("concern.reasons[10]", "/concern/reasons/10"),
            ("worker_only", "/worker_only"),
        ] {
            assert_eq!(to_pointer(key).as_str(), pointer);
            assert_eq!(from_pointer(pointer), key);
        }
        assert_eq!(from_pointer(""), "");
    }

    #[test]
    fn a_key_knows_its_pattern_its_element_and_its_texts() {
        assert_eq!(
            at("children[].residence.municipality", 3),
            "children[3].residence.municipality"
        );
        assert_eq!(
            pattern("children[12].residence.municipality"),
            "children[].residence.municipality"
        );
        assert_eq!(index_in("children", "children[12].language"), Some(12));
        assert_eq!(index_in("children", "guardians[1].name"), None);
        assert_eq!(
            parent("children[0].residence.municipality"),
            "children[0].residence"
        );
        assert_eq!(parent("worker_only"), "");
        assert_eq!(
            text_base("unborn_child.parents[0].birth_date"),
            "unborn-child-parents-birth-date"
        );
    }
}
