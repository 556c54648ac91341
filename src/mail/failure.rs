//! Why a mail was not sent, as a code: what a server says may quote an address, so it is not kept.

/// Why a mail was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// Neither a server nor a folder is named in the settings.
    #[error("the settings name no mail server")]
    NotConfigured,
    /// The server cannot be reached, or broke off before any mail was named.
    #[error("the mail server cannot be reached")]
    Unreachable,
    /// The server did not answer in time, before any mail was named.
    #[error("the mail server did not answer in time")]
    TimedOut,
    /// TLS is refused, not offered, or its certificate is not trusted.
    #[error("no trusted TLS connection to the mail server")]
    Tls,
    /// The server does not accept the account.
    #[error("the mail server does not accept the account")]
    SignIn,
    /// The server refused a mail, or broke off at it, and may accept it later (4xx, or a fault that is not the recipient's).
    #[error("the mail server refused for now")]
    RefusedForNow,
    /// The server refuses this recipient or mail for good (5xx).
    #[error("the mail server refuses the recipient")]
    Refused,
    /// The folder takes no file.
    #[error("the folder for mails takes no file")]
    Folder,
    /// An address that the mail library does not take: a defect.
    #[error("the mail could not be made")]
    Unmakeable,
}

impl MailFailure {
    /// Every failure.
    pub const ALL: [Self; 9] = [
        Self::NotConfigured,
        Self::Unreachable,
        Self::TimedOut,
        Self::Tls,
        Self::SignIn,
        Self::RefusedForNow,
        Self::Refused,
        Self::Folder,
        Self::Unmakeable,
    ];

    /// The codes of failures that are the server's or the settings' and no single mail's: when they pass, everything
    /// that waits for it can go. Whoever asks the server without a mail meets them too.
    pub const OF_SERVER: [&'static str; 6] = [
        Self::NotConfigured.code(),
        Self::Unreachable.code(),
        Self::TimedOut.code(),
        Self::Tls.code(),
        Self::SignIn.code(),
        Self::Folder.code(),
    ];

    /// The stable code, as stored with the job.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotConfigured => "mail_not_configured",
            Self::Unreachable => "mail_unreachable",
            Self::TimedOut => "mail_timed_out",
            Self::Tls => "mail_tls",
            Self::SignIn => "mail_sign_in",
            Self::RefusedForNow => "mail_refused_for_now",
            Self::Refused => "mail_refused",
            Self::Folder => "mail_folder",
            Self::Unmakeable => "mail_unmakeable",
        }
    }

    /// Whether trying again cannot help.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Unmakeable)
    }
}
