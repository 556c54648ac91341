//! `/paper`: a form to fill in by hand, made from the same definition as the pages of the wizard. One sheet for the
//! report, one for what only the worker reads and who the reporter is, so that the two can be kept apart.

mod sheets;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use self::sheets::Sheet;
use super::around::Around;
use super::saying::Saying;
use super::step::Desk;
use super::visit::Visit;
use super::{HTML, language_of, look};
use crate::domain::language::{Language, Offered};
use crate::domain::office::Office;
use crate::domain::phone::Audience;
use crate::forms::{Answers, Form, key, load};
use crate::intake::App;
use crate::text::{FluentValue, Texts, Words};
use crate::web::error::WebError;
use crate::web::page::component::{Block, Blocks};
use crate::web::page::prose::{Piece, Prose};
use crate::web::page::shell::Shell;
use crate::web::page::view::{Line, Link, SummaryRow};

/// The form that staff fill in while somebody tells them; nobody sends it.
const RECORDED: &str = "recorded";

/// A page to print.
#[derive(Template)]
#[template(path = "pages/paper.html")]
pub struct PaperPage {
    /// The shell.
    shell: Shell,
    /// The h1: the name of the form.
    heading: String,
    /// The other forms, for the screen only.
    others: Vec<Link>,
    /// The name of that navigation.
    others_region: String,
    /// Where the sheets go, and what to do instead if it is urgent.
    before: Blocks,
    /// The sheets.
    sheets: Vec<Sheet>,
}

/// The pages, at `/paper` and `/paper/{form}`, and with an offered language before them.
pub fn routes(config: &mut ServiceConfig, languages: &Offered) {
    for in_path in [None].into_iter().chain(languages.iter().map(Some)) {
        let before = in_path.map_or_else(String::new, |language| format!("/{}", language.path()));
        let first = move |request: HttpRequest, app: Data<App>| async move {
            answer(Visit::first_form(), "paper", in_path, &request, &app)
        };
        let named = move |request: HttpRequest, form: Path<String>, app: Data<App>| async move {
            let form = printed().find(|printed| printed.id == *form);
            let form = form.ok_or_else(WebError::not_found)?;
            answer(form, &format!("paper/{}", form.id), in_path, &request, &app)
        };
        config
            .service(
                web::resource(format!("{before}/paper"))
                    .route(web::get().to(first))
                    .route(web::head().to(first)),
            )
            .service(
                web::resource(format!("{before}/paper/{{form}}"))
                    .route(web::get().to(named))
                    .route(web::head().to(named)),
            );
    }
}

/// The forms that people print, in the order of their files.
pub fn printed() -> impl Iterator<Item = &'static Form> {
    load::all().iter().filter(|form| form.id != RECORDED)
}

fn answer(
    form: &'static Form,
    name: &str,
    in_path: Option<Language>,
    request: &HttpRequest,
    app: &App,
) -> Result<HttpResponse, WebError> {
    let language = in_path.unwrap_or_else(|| language_of(request, app));
    let path = in_path.map_or_else(
        || format!("/{name}"),
        |language| format!("/{}/{name}", language.path()),
    );
    let directory = app.directory();
    let desk = Desk::new(app, &directory, language, app.clock.now());
    let page = page(
        form,
        name,
        &path,
        Texts::embedded().words(language),
        &desk.around()?,
    );
    let html = page.render().map_err(WebError::internal)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, HTML)).body(html))
}

fn page(form: &'static Form, name: &str, path: &str, words: Words<'_>, around: &Around<'_>) -> PaperPage {
    let shell = look::shell_at(path, around, words, false)
        .headed(&title_key(form), words)
        .in_each_language(name)
        .leading_to_start(words)
        .leading_to_contacts(words);
    // Who it is for may be spoken to in words of their own.
    let begun = Answers::begin(form);
    let link = |other: &Form| {
        let href = format!("{}/{}/paper/{}", shell.root, words.language().path(), other.id);
        Link::new(href, title(other, words))
    };
    PaperPage {
        others: printed().filter(|other| other.id != form.id).map(link).collect(),
        others_region: words.get("paper-others").into_owned(),
        heading: title(form, words),
        before: before(form, Saying::on(&shell, words), around).into(),
        sheets: sheets::of(form, words.in_voice(form.voice(&begun))),
        shell,
    }
}

/// What a form is called; its id, where nobody has named it, which a test does not let happen.
fn title(form: &Form, words: Words<'_>) -> String {
    words.get(&title_key(form)).into_owned()
}

fn title_key(form: &Form) -> String {
    format!("paper-form-{}", key::hyphened(&form.id))
}

/// When not to write a letter, how it is filled in, and where it goes: never to an e-mail address. A form may say it in words of its
/// own: what is reported at work has a name under it, and a child is spoken to as one.
fn before(form: &Form, say: Saying<'_>, around: &Around<'_>) -> Vec<Block> {
    let of_form = |key: &str| {
        let own = format!("{key}-{}", key::hyphened(&form.id));
        if say.words.has(&own) { own } else { key.to_owned() }
    };
    let mut blocks = vec![
        say.notice(&of_form("paper-urgent")),
        say.paragraph(&of_form("paper-how")),
    ];
    let home = around.rules.home_county();
    if let Some(office) = around.rules.fallback_office(home) {
        blocks.push(say.heading("paper-where"));
        blocks.extend(say.rows(to_send(office, say.words)));
    }
    blocks.push(say.paragraph("paper-elsewhere"));
    blocks
}

fn to_send(office: &Office, words: Words<'_>) -> Vec<(String, SummaryRow)> {
    let row = |key: &str, value: Line| {
        let row = SummaryRow {
            key: words.get(key).into_owned(),
            value: vec![value],
            action: None,
        };
        (key.to_owned(), row)
    };
    let phone = office
        .phones
        .iter()
        .find(|phone| phone.audience == Audience::Anyone);
    let address = match (office.address.is_empty(), phone) {
        (false, _) => Line::text(office.address.clone()),
        (true, Some(phone)) => {
            let number = FluentValue::from(phone.number.as_str().to_owned());
            let ask = words.format("paper-ask-address", &[("phone", number)]);
            Line::Prose(Prose::new(ask, [&phone.number]))
        }
        (true, None) => Line::Quiet(words.get("answer-none").into_owned()),
    };
    let mut rows = vec![
        row("paper-office", Line::text(office.name(words.language()))),
        row("paper-address", address),
    ];
    rows.extend(phone.map(|phone| row("paper-phone", Line::Prose(Prose::number(&phone.number)))));
    rows
}
