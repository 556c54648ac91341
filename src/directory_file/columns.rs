//! What a file has rows and columns for.

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A county: its default office and its duty service.
    County,
    /// An office.
    Office,
    /// A part of a municipality from which reporters choose.
    Area,
    /// A routing rule.
    Rule,
}

impl Kind {
    /// Every kind, in the order in which a file is written.
    pub const ALL: [Self; 4] = [Self::County, Self::Office, Self::Area, Self::Rule];

    /// What stands in the column `record`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Office => "office",
            Self::Area => "area",
            Self::Rule => "rule",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name of its list in JSON.
    pub const fn list(self) -> &'static str {
        match self {
            Self::County => "counties",
            Self::Office => "offices",
            Self::Area => "areas",
            Self::Rule => "rules",
        }
    }

    /// What such a row can say.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::County => &[
                Column::County,
                Column::Code,
                Column::NameFi,
                Column::NameSv,
                Column::NameEn,
                Column::DefaultOffice,
                Column::DutyOffice,
                Column::AuditorMailbox,
            ],
            Self::Office => &[
                Column::County,
                Column::Code,
                Column::Kind,
                Column::NameFi,
                Column::NameSv,
                Column::NameEn,
                Column::NameSe,
                Column::Address,
                Column::Languages,
                Column::Phones,
                Column::Hours,
                Column::Mailbox,
                Column::SupervisorMailbox,
            ],
            Self::Area => &[
                Column::County,
                Column::Code,
                Column::NameFi,
                Column::NameSv,
                Column::NameEn,
                Column::Municipality,
            ],
            Self::Rule => &[
                Column::County,
                Column::LooksAt,
                Column::Value,
                Column::Municipality,
                Column::Office,
            ],
        }
    }
}

/// A column of a table, a member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The county's number.
    County,
    /// What files call the county, the office or the area.
    Code,
    /// What an office is there for.
    Kind,
    /// The Finnish name.
    NameFi,
    /// The Swedish name.
    NameSv,
    /// The English name.
    NameEn,
    /// The North Sámi name.
    NameSe,
    /// Where an office is.
    Address,
    /// The languages in which an office serves.
    Languages,
    /// The numbers of an office.
    Phones,
    /// When an office answers.
    Hours,
    /// Where an office is told of arrivals.
    Mailbox,
    /// Where the supervisors of an office are told.
    SupervisorMailbox,
    /// A county's default office.
    DefaultOffice,
    /// A county's duty service.
    DutyOffice,
    /// Where the auditors of a county are told.
    AuditorMailbox,
    /// What a rule looks at.
    LooksAt,
    /// What it must find there.
    Value,
    /// The municipality of an area, or inside which a rule holds.
    Municipality,
    /// Where a rule leads.
    Office,
}

impl Column {
    /// Every column, in the order in which a table is written, behind `record`.
    pub const ALL: [Self; 20] = [
        Self::County,
        Self::Code,
        Self::Kind,
        Self::NameFi,
        Self::NameSv,
        Self::NameEn,
        Self::NameSe,
        Self::Address,
        Self::Languages,
        Self::Phones,
        Self::Hours,
        Self::Mailbox,
        Self::SupervisorMailbox,
        Self::DefaultOffice,
        Self::DutyOffice,
        Self::AuditorMailbox,
        Self::LooksAt,
        Self::Value,
        Self::Municipality,
        Self::Office,
    ];

    /// Its heading.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Code => "code",
            Self::Kind => "kind",
            Self::NameFi => "name_fi",
            Self::NameSv => "name_sv",
            Self::NameEn => "name_en",
            Self::NameSe => "name_se",
            Self::Address => "address",
            Self::Languages => "languages",
            Self::Phones => "phones",
            Self::Hours => "hours",
            Self::Mailbox => "mailbox",
            Self::SupervisorMailbox => "supervisor_mailbox",
            Self::DefaultOffice => "default_office",
            Self::DutyOffice => "duty_office",
            Self::AuditorMailbox => "auditor_mailbox",
            Self::LooksAt => "looks_at",
            Self::Value => "value",
            Self::Municipality => "municipality",
            Self::Office => "office",
        }
    }

    /// The column with this heading.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == name)
    }
}

/// The name of `names` that is likest to `text`, to ask "did you mean".
pub(super) fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |name: &str| strsim::jaro_winkler(name, &text.to_lowercase());
    let best = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|name| likeness(name) > 0.75)
}

/// ` (did you mean …?)`, or nothing.
pub(super) fn hint<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(text, names).map_or_else(String::new, |name| format!(" (did you mean {name}?)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for column in Column::ALL {
            assert_eq!(Column::parse(column.as_str()), Some(column));
            assert!(Kind::ALL.iter().any(|kind| kind.columns().contains(&column)));
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn only_what_is_alike_is_proposed() {
        let names = || Column::ALL.into_iter().map(Column::as_str);
        assert_eq!(hint("hour", names()), " (did you mean hours?)");
        assert_eq!(hint("Phone", names()), " (did you mean phones?)");
        assert_eq!(hint("xyz", names()), "");
    }
}
