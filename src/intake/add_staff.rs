//! Adds a member of staff: account, password, second factor, offices.

use chrono::{DateTime, Utc};
use unicode_normalization::UnicodeNormalization;

use super::change_password::judged;
use super::password::{self, Crowded, PasswordDigest};
use super::record_access::record;
use super::set_up::{self, Purpose};
use super::staff_secrets::{LinkToken, seal_totp};
use super::totp::TotpSecret;
use super::trace;
use super::{App, IntakeError};
use crate::domain::access::{Role, Scope, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::domain::password::PasswordProblem;
use crate::domain::places::CountyCode;
use crate::domain::sensitive::Sensitive;
use crate::store::staff::{self, Member};
use crate::store::{StoreError, directory};

/// The longest user name and display name, in characters.
const LONGEST_NAME: usize = 100;

/// What the password of a new account is to be.
#[derive(Debug, Clone)]
pub enum NewPassword {
    /// Made here and returned.
    Random,
    /// As given.
    Given(Sensitive<String>),
    /// As given, hashed before: one hash for all accounts of a demonstration.
    Hashed(PasswordDigest),
    /// None yet: the person sets it, and the second factor, by a link that is made here and returned.
    ByLink,
}

/// Who is added.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// The county that employs the person.
    pub county: CountyCode,
    /// The offices whose queues are theirs; all of that county.
    pub offices: Vec<OfficeId>,
    /// What is typed at sign-in; upper and lower case are one.
    pub user_name: String,
    /// What colleagues read.
    pub display_name: String,
    /// The role.
    pub role: Role,
    /// Whether a social worker (LsL 26 § 4); the role of that name always is one.
    pub social_worker: bool,
    /// The language of the person's pages.
    pub language: Language,
    /// The password.
    pub password: NewPassword,
}

/// What the person needs to sign in. Shown once, kept nowhere in clear.
#[derive(Debug, Clone)]
pub struct AddedStaff {
    /// The account.
    pub id: StaffId,
    /// The user name as it is stored.
    pub user_name: String,
    /// The password that was made; `None` when one was given.
    pub password: Option<Sensitive<String>>,
    /// The TOTP secret in base32.
    pub totp_secret: Sensitive<String>,
    /// The same as an address that an authenticator reads.
    pub otpauth_url: Sensitive<String>,
    /// The link by which the person sets the account up; `None` when there is a password already. The second factor
    /// is then of no use to anybody.
    pub link: Option<LinkToken>,
}

/// Why nobody was added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddStaffError {
    /// The user name is not usable.
    #[error("a user name has 2–100 letters, digits, dots, hyphens, underscores or @")]
    UserName,
    /// The display name is empty or too long.
    #[error("a name has 1–100 characters")]
    DisplayName,
    /// The user name is taken.
    #[error("the user name is taken")]
    Taken,
    /// The password cannot be chosen.
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    /// An office is not one of the county's.
    #[error("office {0} does not belong to the county")]
    Office(OfficeId),
    /// Too many passwords are being hashed at once.
    #[error(transparent)]
    Crowded(#[from] Crowded),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Adds `new`, as the operator at the machine asks, and returns what they sign in with.
///
/// # Errors
/// [`AddStaffError`]; then there is no account.
pub fn add(app: &App, new: NewStaff) -> Result<AddedStaff, AddStaffError> {
    let now = app.clock.now();
    let link = matches!(new.password, NewPassword::ByLink).then(|| LinkToken::random(&*app.ids));
    let (account, shown) = account(app, new)?;
    let (id, user_name) = (account.member.id, account.member.user_name.clone());
    let secret = account.secret.clone();
    store(app, account, link.clone(), None, now)?;
    Ok(AddedStaff {
        id,
        otpauth_url: secret.otpauth_url(&user_name),
        totp_secret: secret.base32(),
        user_name,
        password: shown,
        link,
    })
}

/// Adds `new` at `now`, as the person of `by` asks, and gives the link by which they set password and second factor;
/// whatever `new` says of a password, there is none yet. Who added them is in the log with it.
///
/// # Errors
/// [`AddStaffError`]; then there is no account.
pub fn add_by_link(
    app: &App,
    new: NewStaff,
    by: &Scope,
    now: DateTime<Utc>,
) -> Result<(StaffId, LinkToken), AddStaffError> {
    let link = LinkToken::random(&*app.ids);
    let (account, _nothing) = account(
        app,
        NewStaff {
            password: NewPassword::ByLink,
            ..new
        },
    )?;
    let id = account.member.id;
    store(app, account, Some(link.clone()), Some(by.clone()), now)?;
    Ok((id, link))
}

/// An account that is in order and not stored yet.
struct Account {
    member: Member,
    offices: Vec<OfficeId>,
    secret: TotpSecret,
}

/// Checks `new` and makes their account; with the password, where it was made here.
fn account(app: &App, new: NewStaff) -> Result<(Account, Option<Sensitive<String>>), AddStaffError> {
    let user_name = user_name(&new.user_name).ok_or(AddStaffError::UserName)?;
    let display_name = new.display_name.trim().to_owned();
    if display_name.is_empty()
        || display_name.chars().count() > LONGEST_NAME
        || display_name.chars().any(char::is_control)
    {
        return Err(AddStaffError::DisplayName);
    }
    let directory = app.directory();
    let foreign = |office: &&OfficeId| {
        directory
            .rules
            .office(**office)
            .is_none_or(|office| office.county != new.county)
    };
    if let Some(office) = new.offices.iter().find(foreign) {
        return Err(AddStaffError::Office(*office));
    }
    let id = StaffId(app.ids.uuid());
    let secret = TotpSecret::random(&*app.ids);
    let mut member = Member {
        id,
        county: new.county,
        user_name,
        display_name,
        role: new.role,
        social_worker: new.social_worker || new.role == Role::SocialWorker,
        language: new.language,
        accesskeys: true,
        quick_triage: false,
        password_hash: String::new(),
        totp_secret: seal_totp(app, id, &secret)?,
        disabled_at: None,
    };
    let (digest, shown) = digest(app, &member, &new.offices, new.password)?;
    digest.as_str().clone_into(&mut member.password_hash);
    let account = Account {
        member,
        offices: new.offices,
        secret,
    };
    Ok((account, shown))
}

/// Stores `account` and its `link`, with who added it: the person of `by`, or with `None` the operator at the machine.
fn store(
    app: &App,
    account: Account,
    link: Option<LinkToken>,
    by: Option<Scope>,
    now: DateTime<Utc>,
) -> Result<(), AddStaffError> {
    let (working, link_id) = (app.clone(), app.ids.uuid());
    let stored = app.store.write("add_staff", move |tx| {
        let member = &account.member;
        staff::insert(tx, member, &account.offices)?;
        directory::activate_ready(tx, now)?;
        let mut told = vec![Action::AccountAdded];
        if let Some(token) = &link {
            set_up::give(tx, member.id, link_id, Purpose::SetUp, token, now)?;
            told.push(Action::LinkMade);
        }
        for action in told {
            match &by {
                Some(scope) => record(tx, &working, Entry::by(scope, action, now).to(member.id.0))?,
                None => trace::operator(tx, &working, member, action, now)?,
            }
        }
        Ok::<_, IntakeError>(())
    });
    stored.map_err(|error| match error {
        IntakeError::Store(StoreError::Conflict) => AddStaffError::Taken,
        error => AddStaffError::Intake(error),
    })
}

/// A user name as it is stored and looked up: lower case, without spaces around it. `None` when it is none.
pub(super) fn user_name(typed: &str) -> Option<String> {
    let name: String = typed.trim().nfc().flat_map(char::to_lowercase).collect();
    let length = name.chars().count();
    let fits = name.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c));
    (fits && (2..=LONGEST_NAME).contains(&length)).then_some(name)
}

/// A password as it is hashed: composed characters, so that a keyboard that sends ä in two parts signs in too.
pub(super) fn normalised(password: &str) -> Sensitive<String> {
    Sensitive::new(password.nfc().collect())
}

fn digest(
    app: &App,
    member: &Member,
    offices: &[OfficeId],
    wanted: NewPassword,
) -> Result<(PasswordDigest, Option<Sensitive<String>>), AddStaffError> {
    match wanted {
        NewPassword::Hashed(digest) => Ok((digest, None)),
        NewPassword::ByLink => Ok((PasswordDigest::of_nobody().clone(), None)),
        NewPassword::Random => {
            let made = password::random(&*app.ids);
            Ok((PasswordDigest::of(made.expose(), &*app.ids)?, Some(made)))
        }
        NewPassword::Given(given) => {
            let given = judged(app, member, offices, given.expose())?;
            Ok((PasswordDigest::of(given.expose(), &*app.ids)?, None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_and_lower_case_are_one_user_name() {
        assert_eq!(user_name(" Maija.Mallinen ").as_deref(), Some("maija.mallinen"));
        assert_eq!(user_name("Åsa").as_deref(), Some("åsa"));
        for wrong in ["", "a", "a b", "a\n", "<b>", "a:b"] {
            assert_eq!(user_name(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_letter_in_two_parts_is_the_same_password() {
        assert_eq!(normalised("sa\u{0308}hko\u{0308}"), normalised("sähkö"));
    }
}
