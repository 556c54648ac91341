//! Reads the text of one value. A refusal says what would be right and does not repeat the value.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::domain::mailbox::Mailbox;
use crate::domain::places::CountyCode;
use crate::store::DatabaseUrl;
use crate::store::url::DatabaseUrlError;

use super::sections::{LogFormat, MailProtection, MailServer};

/// What a value may be read as.
pub type Read<T> = Result<T, String>;

pub(super) fn text(value: &str) -> Read<String> {
    if value.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    Ok(value.trim().to_owned())
}

pub(super) fn database(value: &str) -> Read<DatabaseUrl> {
    value
        .trim()
        .parse()
        .map_err(|error: DatabaseUrlError| error.to_string())
}

pub(super) fn number<T: FromStr>(value: &str) -> Read<T> {
    value
        .trim()
        .parse()
        .map_err(|_shape| "write a whole number, not below 0 and not too great".to_owned())
}

pub(super) fn at_least_one<T: FromStr + PartialOrd + From<u8> + Display>(value: &str) -> Read<T> {
    let number: T = number(value)?;
    if number < T::from(1) {
        return Err("write a whole number of at least 1".to_owned());
    }
    Ok(number)
}

pub(super) fn yes_or_no(value: &str) -> Read<bool> {
    match value.trim() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write `yes` or `no`".to_owned()),
    }
}

/// A duration in whole seconds, up to an hour.
pub(super) fn seconds(value: &str) -> Read<Duration> {
    match number::<u64>(value)? {
        seconds @ 1..=3_600 => Ok(Duration::from_secs(seconds)),
        _ => Err("write a number of seconds from 1 to 3600".to_owned()),
    }
}

/// A duration in whole seconds, up to a minute; 0 for none.
pub(super) fn seconds_or_none(value: &str) -> Read<Duration> {
    match number::<u64>(value)? {
        seconds @ 0..=60 => Ok(Duration::from_secs(seconds)),
        _ => Err("write a number of seconds from 0 to 60".to_owned()),
    }
}

/// A duration in whole milliseconds, up to a minute.
pub(super) fn milliseconds(value: &str) -> Read<Duration> {
    match number::<u64>(value)? {
        number @ 10..=60_000 => Ok(Duration::from_millis(number)),
        _ => Err("write a number of milliseconds from 10 to 60000".to_owned()),
    }
}

/// A duration in whole minutes, up to a day.
pub(super) fn minutes(value: &str) -> Read<Duration> {
    match number::<u64>(value)? {
        number @ 1..=1_440 => Ok(Duration::from_secs(number * 60)),
        _ => Err("write a number of minutes from 1 to 1440".to_owned()),
    }
}

pub(super) fn socket(value: &str) -> Read<SocketAddr> {
    value.trim().parse().map_err(|_shape| {
        "write an address and a port, such as 127.0.0.1:8080 or [::1]:8080; a name is not looked up"
            .to_owned()
    })
}

pub(super) fn address(value: &str) -> Read<IpAddr> {
    value
        .trim()
        .parse()
        .map_err(|_shape| "write one address, such as 10.0.0.2".to_owned())
}

pub(super) fn county(value: &str) -> Read<CountyCode> {
    CountyCode::parse(value)
        .filter(|code| *code != CountyCode::ALAND)
        .ok_or_else(|| "write the two digits of a county, 01 to 21 or 90 for Helsinki".to_owned())
}

pub(super) fn path(value: &str) -> Read<PathBuf> {
    text(value).map(PathBuf::from)
}

/// A level, or levels by room: `huoli=debug,warn`. A lone word that is no level would be taken for a room's name.
pub(super) fn log_filter(value: &str) -> Read<String> {
    let is_level = |word: &str| ["error", "warn", "info", "debug", "trace"].contains(&word);
    let fits = |part: &str| match part.split_once('=') {
        Some((room, level)) => !room.is_empty() && is_level(level),
        None => is_level(part),
    };
    let value = value.trim();
    if value.split(',').all(fits) {
        return Ok(value.to_owned());
    }
    Err("write error, warn, info, debug or trace, or a filter such as huoli=debug,warn".to_owned())
}

pub(super) fn log_format(value: &str) -> Read<LogFormat> {
    match value.trim() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("write text or json".to_owned()),
    }
}

/// An address on the web with a host, without user, query and fragment.
pub(super) fn url(value: &str) -> Read<String> {
    let value = value.trim();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme))
        .ok_or("write an address that begins with https://")?;
    let host = rest.split('/').next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"@?#\\\"'<>;,".contains(&byte);
    if host.is_empty() || !rest.bytes().all(plain) {
        return Err("write scheme, host and path only, such as https://www.example.org/".to_owned());
    }
    Ok(value.to_owned())
}

/// Where feedback goes: an address on the web or a plain mail address.
pub(super) fn feedback(value: &str) -> Read<String> {
    url(value)
        .or_else(|_| mail_address(value))
        .map_err(|_fault| "write a mail address, or an address that begins with https://".to_owned())
}

/// One line that pages show as it stands, up to 200 characters.
pub(super) fn short_line(value: &str) -> Read<String> {
    let value = text(value)?;
    if value.chars().count() > 200 || value.chars().any(char::is_control) {
        return Err("write one line of up to 200 characters".to_owned());
    }
    Ok(value)
}

/// An address that others are joined to: it ends with a slash.
pub(super) fn base_url(value: &str) -> Read<String> {
    let url = url(value)?;
    if url.ends_with('/') {
        return Ok(url);
    }
    Ok(format!("{url}/"))
}

/// Host names without ports, in lower case.
pub(super) fn hosts(value: &str) -> Read<Vec<String>> {
    let names: Vec<String> = value
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    if names.iter().all(|name| is_host(name)) {
        return Ok(names);
    }
    Err("write host names with a comma between them, without scheme, port and path".to_owned())
}

/// A name or an address as it stands in the head of a request; an IPv6 address in brackets.
fn is_host(name: &str) -> bool {
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        }
    }
}

/// Whom to tell of something: a web address, or a plain mail address, as a URI.
pub(super) fn contact_uri(value: &str) -> Read<String> {
    match url(value) {
        Ok(uri) if uri.starts_with("https://") => Ok(uri),
        _ => mail_address(value)
            .map(|address| format!("mailto:{address}"))
            .map_err(|_fault| "write a mail address, or an address that begins with https://".to_owned()),
    }
}

/// Scheme, host and port of a mail server.
pub(super) fn mail_server(value: &str) -> Read<MailServer> {
    const SCHEMES: [(&str, MailProtection, u16); 3] = [
        ("smtps://", MailProtection::Tls, 465),
        ("smtp://", MailProtection::StartTls, 587),
        ("smtp+plain://", MailProtection::Plain, 25),
    ];
    let refused = || "write smtps://host or smtp://host, with a port if it is another one".to_owned();
    let value = value.trim().trim_end_matches('/');
    let (rest, protection, usual) = SCHEMES
        .iter()
        .find_map(|(scheme, protection, port)| Some((value.strip_prefix(scheme)?, *protection, *port)))
        .ok_or_else(refused)?;
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !rest.ends_with(']') => (host, port.parse().map_err(|_shape| refused())?),
        _ => (rest, usual),
    };
    if !is_host(&host.to_ascii_lowercase()) {
        return Err(refused());
    }
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    Ok(MailServer {
        protection,
        host,
        port,
    })
}

/// A plain mail address, without a name.
pub(super) fn mail_address(value: &str) -> Read<String> {
    let value = text(value)?;
    if Mailbox::parse(&value).is_some() {
        return Ok(value);
    }
    Err("write one plain mail address, such as huoli@example.org".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_scheme_and_host_and_nothing_hidden() {
        for good in [
            "https://www.example.org",
            "http://127.0.0.1:8080/",
            "https://example.org/a/b/",
        ] {
            assert_eq!(url(good), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "www.example.org",
            "https://",
            "javascript:alert(1)",
            "https://a@b/",
            "https://a/?q",
            "https://a b/",
            "https://a;script-src *",
        ] {
            assert!(url(bad).is_err(), "{bad}");
        }
        assert_eq!(
            base_url("https://example.org/x"),
            Ok("https://example.org/x/".to_owned())
        );
    }

    #[test]
    fn feedback_goes_to_a_mail_or_a_web_address_and_a_shown_line_is_one() {
        for good in ["palaute@mallila.example", "https://mallila.example/palaute"] {
            assert_eq!(feedback(good), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "mallila.example",
            "mailto:a@mallila.example",
            "javascript:alert(1)",
        ] {
            assert!(feedback(bad).is_err(), "{bad}");
        }
        assert_eq!(short_line(" Oiva Esimerkki "), Ok("Oiva Esimerkki".to_owned()));
        assert!(short_line("ä".repeat(200).as_str()).is_ok());
        for bad in ["", "a\nb", "ä".repeat(201).as_str()] {
            assert!(short_line(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_is_whole_and_in_its_bounds() {
        assert_eq!(number::<u16>(" 7 "), Ok(7));
        for bad in ["", "-1", "1.5", "70000", "many"] {
            assert!(number::<u16>(bad).is_err(), "{bad}");
        }
        assert!(at_least_one::<u32>("0").is_err());
        assert_eq!(seconds("30"), Ok(Duration::from_secs(30)));
        assert!(seconds("0").is_err() && seconds("4000").is_err());
    }

    #[test]
    fn a_filter_is_made_of_levels() {
        for good in ["info", "huoli=debug,warn", "huoli::store=trace"] {
            assert!(log_filter(good).is_ok(), "{good}");
        }
        for bad in ["", "inof", "huoli=loud", "info,", "=info"] {
            assert!(log_filter(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_county_is_one_that_can_run_a_service() {
        assert!(county("03").is_ok());
        for bad in ["3", "91", "Espoo"] {
            assert!(county(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_mail_server_has_a_protection_a_host_and_a_port() {
        let server = |protection, host: &str, port| {
            Ok(MailServer {
                protection,
                host: host.to_owned(),
                port,
            })
        };
        assert_eq!(
            mail_server("smtps://mail.example.org"),
            server(MailProtection::Tls, "mail.example.org", 465)
        );
        assert_eq!(
            mail_server("smtp://mail.example.org:2525/"),
            server(MailProtection::StartTls, "mail.example.org", 2525)
        );
        assert_eq!(
            mail_server("smtp+plain://[::1]"),
            server(MailProtection::Plain, "::1", 25)
        );
        for bad in [
            "",
            "mail.example.org",
            "smtp://",
            "http://a",
            "smtp://a b",
            "smtp://a:x",
            "smtp://u@a",
        ] {
            assert!(mail_server(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn whom_to_tell_is_a_uri() {
        let mail = contact_uri(" tietoturva@mallila.example ");
        assert_eq!(mail, Ok("mailto:tietoturva@mallila.example".to_owned()));
        let page = "https://mallila.example/tietoturva";
        assert_eq!(contact_uri(page), Ok(page.to_owned()));
        for bad in [
            "",
            "http://mallila.example/",
            "mailto:a@b.example",
            "a@b.example\nX: y",
        ] {
            assert!(contact_uri(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_mail_address_is_plain_and_hosts_have_no_port() {
        assert_eq!(
            mail_address(" a.b@example.org "),
            Ok("a.b@example.org".to_owned())
        );
        for bad in ["", "a", "a@", "@b", "A <a@b>", "a@b\nc", "a@b@c"] {
            assert!(mail_address(bad).is_err(), "{bad}");
        }
        assert_eq!(
            hosts("Example.org, [::1]"),
            Ok(vec!["example.org".to_owned(), "[::1]".to_owned()])
        );
        for bad in ["", "a,", "a:80", "https://a", "a/b"] {
            assert!(hosts(bad).is_err(), "{bad}");
        }
    }
}
