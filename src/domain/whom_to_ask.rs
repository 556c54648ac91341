//! Whom a reader of the public pages turns to with something else than a report. An office's numbers are data of the
//! directory; these are settings of the service.

/// Whom to ask, each as it is written in the settings. Pages show them as plain text: nothing leads away from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhomToAsk {
    /// Where feedback goes: a mail address, or an address on the web (306/2019 9 §).
    pub feedback: Option<String>,
    /// The address of the county's own notice on data protection.
    pub privacy_url: Option<String>,
    /// How the data protection officer is reached, in one line ((EU) 2016/679, articles 13 and 14).
    pub data_protection_officer: Option<String>,
}
