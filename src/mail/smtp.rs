//! A mail server. Each mail has a connection of its own; TLS is never optional, and what fails is told by its stage.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use super::failure::MailFailure;
use crate::domain::sensitive::Sensitive;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS; without it nothing is sent.
    StartTls,
    /// None: a server on the same machine.
    Plain,
}

/// Where the server is and how to get in.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Host name or address, for which its certificate must hold.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub protection: Protection,
    /// Account and password.
    pub account: Option<(String, Sensitive<String>)>,
    /// Certificates in PEM form that are trusted beside those of the system.
    pub trusted: Option<Vec<u8>>,
    /// The name by which this program greets: the host of the sender's address.
    pub greeting: String,
    /// How long each answer may take.
    pub timeout: Duration,
}

/// A mail server, ready to be used.
#[derive(Clone)]
pub struct Smtp {
    host: String,
    port: u16,
    protection: Protection,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    greeting: ClientId,
    timeout: Duration,
}

/// Why a mail server cannot be used as it is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmtpSettingsError {
    /// The file of trusted certificates holds none.
    #[error("the file holds no certificate in PEM form")]
    Trusted,
    /// TLS cannot be set up at all.
    #[error("TLS cannot be set up")]
    Tls,
}

impl Smtp {
    /// Prepares to use a server; nothing is sent yet.
    ///
    /// # Errors
    /// [`SmtpSettingsError`].
    pub fn new(settings: SmtpSettings) -> Result<Self, SmtpSettingsError> {
        let tls = match settings.protection {
            Protection::Plain => None,
            Protection::Tls | Protection::StartTls => {
                let mut tls = TlsParameters::builder(settings.host.clone());
                if let Some(pem) = &settings.trusted {
                    let trusted = Certificate::from_pem(pem).ok();
                    tls = tls.add_root_certificate(trusted.ok_or(SmtpSettingsError::Trusted)?);
                }
                Some(tls.build().ok().ok_or(SmtpSettingsError::Tls)?)
            }
        };
        let credentials = settings
            .account
            .map(|(user, password)| Credentials::new(user, password.into_exposed()));
        Ok(Self {
            host: settings.host,
            port: settings.port,
            protection: settings.protection,
            tls,
            credentials,
            greeting: ClientId::Domain(settings.greeting),
            timeout: settings.timeout,
        })
    }

    /// Hands one mail over.
    pub(super) fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), MailFailure> {
        let mut connection = self.connect()?;
        let sent = connection.send(envelope, mail);
        // What the server has accepted is sent, however the farewell goes.
        connection.abort();
        sent.map(drop).map_err(|error| of_mail(&error))
    }

    /// Connects, signs in and leaves.
    pub(super) fn probe(&self) -> Result<(), MailFailure> {
        self.connect()?.abort();
        Ok(())
    }

    fn connect(&self) -> Result<SmtpConnection, MailFailure> {
        let wrapped = self.tls.as_ref().filter(|_| self.protection == Protection::Tls);
        let server = (self.host.as_str(), self.port);
        let mut connection =
            SmtpConnection::connect(server, Some(self.timeout), &self.greeting, wrapped, None)
                .map_err(|error| of_connection(&error))?;
        if self.protection == Protection::StartTls {
            let tls = self.tls.as_ref().ok_or(MailFailure::Tls)?;
            let upgraded = connection.starttls(tls, &self.greeting);
            upgraded.map_err(|error| {
                if error.is_timeout() {
                    MailFailure::TimedOut
                } else {
                    MailFailure::Tls
                }
            })?;
        }
        if let Some(credentials) = &self.credentials {
            let signed_in = connection.auth(DEFAULT_MECHANISMS, credentials);
            signed_in.map_err(|error| match of_connection(&error) {
                MailFailure::TimedOut => MailFailure::TimedOut,
                _ if error.is_transient() => MailFailure::RefusedForNow,
                _ => MailFailure::SignIn,
            })?;
        }
        Ok(connection)
    }
}

/// A failure before any mail was named: it is the server's.
fn of_connection(error: &Error) -> MailFailure {
    if error.status().is_some() {
        MailFailure::RefusedForNow
    } else if error.is_timeout() || has_kind(error, io::ErrorKind::WouldBlock) {
        MailFailure::TimedOut
    } else if error.is_tls() || has_kind(error, io::ErrorKind::InvalidData) {
        MailFailure::Tls
    } else {
        MailFailure::Unreachable
    }
}

/// A failure while a mail was handed over. Of the refusals for good only those count that can be the mail's own: RFC 5321
/// 4.2.2 and RFC 3463 name 521 and 550 to 559; a syntax that a server does not know (50x) and a sign-in that it misses
/// (53x) are for the operator to mend. The connection stood: whoever asks the server alone finds it well, so that nothing
/// of this is one of [`MailFailure::OF_SERVER`], not even an answer that never came.
fn of_mail(error: &Error) -> MailFailure {
    match error.status().map(u16::from) {
        Some(521 | 550..=559) => MailFailure::Refused,
        _ => MailFailure::RefusedForNow,
    }
}

fn has_kind(error: &Error, kind: io::ErrorKind) -> bool {
    let mut source: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(cause) = source {
        if cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == kind)
        {
            return true;
        }
        source = cause.source();
    }
    false
}
