//! A person with a browser that runs no script: sees one page, types into its fields, presses its buttons.

use std::collections::BTreeMap;

use reqwest::header::ACCEPT_LANGUAGE;
use reqwest::{Client, Method, RequestBuilder, redirect};
use scraper::{ElementRef, Html, Selector};
use tokio::runtime::Runtime;

use super::parts;

/// What a response held.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The page.
    pub html: String,
}

/// The person.
pub struct Visitor {
    runtime: Runtime,
    client: Client,
    site: String,
    /// The path that stands in the address bar.
    path: String,
    /// The page that is shown.
    pub seen: Seen,
}

impl Visitor {
    /// Opens `path`.
    pub fn open(site: &str, path: &str) -> Self {
        Self::speaking("", site, path)
    }

    /// Opens `path` with a browser that wishes for `languages`, as in `Accept-Language`.
    pub fn speaking(languages: &str, site: &str, path: &str) -> Self {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .default_headers(
                [(ACCEPT_LANGUAGE, languages.parse().expect("a header"))]
                    .into_iter()
                    .collect(),
            )
            .build()
            .expect("a client");
        Self::using(client, site, path)
    }

    /// Opens `path` with a browser of one's own.
    pub fn using(client: Client, site: &str, path: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let mut visitor = Self {
            runtime,
            client,
            site: site.to_owned(),
            path: path.to_owned(),
            seen: Seen {
                status: 0,
                headers: BTreeMap::new(),
                html: String::new(),
            },
        };
        visitor.seen = visitor.ask(&Method::GET, path, &[]);
        visitor
    }

    /// Asks for `path` outside the page; every promise of a public response is checked on the way.
    pub fn ask(&self, method: &Method, path: &str, form: &[(String, String)]) -> Seen {
        let mut request = self
            .client
            .request(method.clone(), format!("{}{path}", self.site));
        if *method == Method::POST {
            request = request.form(form);
        }
        self.answered(request, &format!("{method} {path}"))
    }

    fn answered(&self, request: RequestBuilder, what: &str) -> Seen {
        let seen = self.runtime.block_on(async {
            let response = request.send().await.expect("the site answers");
            Seen {
                status: response.status().as_u16(),
                headers: response
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
                    .collect(),
                html: response.text().await.expect("a page"),
            }
        });
        seen.keeps_what_is_promised(what);
        seen
    }

    /// Presses the button `go` after filling in `typed`, as a browser would send it: every field of the form with
    /// what stands in it. A field that is typed into and a button that is pressed must be there.
    pub fn press(&mut self, go: &str, typed: &[(&str, &str)]) -> &mut Self {
        let form = self.filled(go, typed);
        self.seen = self.ask(&Method::POST, &self.path, &form);
        self
    }

    /// Presses the button `go` after choosing `files`, each with its name.
    pub fn press_with(&mut self, go: &str, typed: &[(&str, &str)], files: &[(&str, &[u8])]) -> &mut Self {
        let body = self.filled_with(go, typed, files);
        self.seen = self.send(&self.path, body);
        self
    }

    /// The form with files as it would be sent.
    pub fn filled_with(&self, go: &str, typed: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
        let page = Html::parse_document(&self.seen.html);
        let form = select(&page, "form#step[enctype=\"multipart/form-data\"]");
        assert_eq!(form.len(), 1, "the page takes files");
        let fields = self.filled(go, typed);
        let (button, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| name == "go");
        let fields: Vec<_> = fields
            .into_iter()
            .filter(|(name, _)| name != "attachments")
            .collect();
        parts::body(&fields, files, &button)
    }

    /// Posts a form with files to `path`.
    pub fn send(&self, path: &str, body: Vec<u8>) -> Seen {
        let request = self
            .client
            .request(Method::POST, format!("{}{path}", self.site))
            .header("content-type", parts::content_type())
            .body(body);
        self.answered(request, &format!("POST {path} with files"))
    }

    /// The form as it would be sent.
    pub fn filled(&self, go: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.seen.html);
        let buttons = select(&page, "button[name=go]");
        assert!(
            buttons.iter().any(|button| button.attr("value") == Some(go)),
            "no button {go} on {}",
            self.seen.heading()
        );
        let mut fields = Vec::new();
        let mut names = Vec::new();
        for element in select(&page, "#step input:not([disabled]), #step textarea, #step select") {
            let name = element.attr("name").unwrap_or_default().to_owned();
            names.push(name.clone());
            let kind = element.attr("type").unwrap_or_default();
            if ["radio", "checkbox"].contains(&kind) && element.attr("checked").is_none() {
                continue;
            }
            let value = match element.value().name() {
                // The parser drops the first line break of a text area, as browsers do.
                "textarea" => element.text().collect::<String>(),
                "select" => element
                    .select(&selector("option[selected]"))
                    .next()
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                _ => element.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name, value));
        }
        for (name, _) in typed {
            assert!(
                names.iter().any(|known| known == name),
                "no field {name} on {}",
                self.seen.heading()
            );
            fields.retain(|(known, _)| known != name);
        }
        fields.extend(
            typed
                .iter()
                .filter(|(_, value)| !value.is_empty() || !value.is_ascii())
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        fields.push(("go".to_owned(), go.to_owned()));
        // Browsers send the line breaks of a text as CR LF.
        for (name, value) in &mut fields {
            if name != "state" {
                *value = value.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        fields
    }

    /// Continues from the start page to the check page by the shortest way, about one child in `municipality`.
    pub fn walk_to_the_check_page(&mut self, municipality: &str, concern: &str) -> &mut Self {
        self.press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press(
                "continue",
                &[("children[0].residence.municipality", municipality)],
            )
            .press("continue", &[])
            .press("continue", &[("concern.description", concern)])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")])
    }
}

impl Seen {
    /// What every public response keeps, whatever it says.
    fn keeps_what_is_promised(&self, what: &str) {
        let header = |name: &str| self.headers.get(name).map(String::as_str).unwrap_or_default();
        assert_eq!(header("set-cookie"), "", "{what}");
        assert_eq!(header("cache-control"), "no-store", "{what}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
        assert!(
            header("content-security-policy").starts_with("default-src 'none'"),
            "{what}"
        );
        let page = Html::parse_document(&self.html);
        assert!(
            select(&page, "script, iframe, object, embed, base").is_empty(),
            "{what}"
        );
        for element in select(&page, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{what}: {name}={value}");
                assert_ne!(name, "style", "{what}");
                let elsewhere = element.value().name() == "a" && is_a_number(value);
                if ["href", "src", "action", "formaction"].contains(&name) && !elsewhere {
                    assert!(
                        !value.contains("//") && !value.contains(':') && !value.starts_with('/'),
                        "{what}: {name}={value} is not relative"
                    );
                }
            }
        }
        if !self.html.is_empty() {
            let titles = select(&page, "title");
            let title = titles.first().expect("a title").text().collect::<String>();
            let plain = ["Lomake – ", "Blankett – ", "Form – ", "Qaform – "];
            let faulty = [
                "Virhe: Lomake – ",
                "Fel: Blankett – ",
                "Error: Form – ",
                "Qafault: Qaform – ",
            ];
            assert!(
                plain.iter().chain(&faulty).any(|start| title.starts_with(start)),
                "{what}: the title is {title}"
            );
        }
    }

    /// The h1.
    pub fn heading(&self) -> String {
        self.text("h1")
    }

    /// The texts of everything that `css` selects, joined by spaces; soft hyphens removed.
    pub fn text(&self, css: &str) -> String {
        let page = Html::parse_document(&self.html);
        let texts: Vec<String> = select(&page, css)
            .into_iter()
            .map(|element| {
                let text = element.text().collect::<Vec<_>>().join(" ");
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        // A number is a link of its own; the sentence goes on right behind it.
        texts.join(" ").replace('\u{ad}', "").replace(" .", ".")
    }

    /// What stands in the field `name`: of a text area to the letter, of choices the chosen ones.
    pub fn value(&self, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html);
        let all = select(&page, "#step input, #step textarea, #step option[selected]");
        all.into_iter()
            .filter(|element| {
                let owner = match element.value().name() {
                    "option" => element.parent().and_then(ElementRef::wrap),
                    _ => Some(*element),
                };
                owner.is_some_and(|owner| owner.attr("name") == Some(name))
            })
            .filter(|element| {
                let kind = element.attr("type").unwrap_or_default();
                !["radio", "checkbox"].contains(&kind) || element.attr("checked").is_some()
            })
            .map(|element| {
                if element.value().name() == "textarea" {
                    element.text().collect()
                } else {
                    element.attr("value").unwrap_or_default().to_owned()
                }
            })
            .collect()
    }

    /// Whether there is a button `go`.
    pub fn offers(&self, go: &str) -> bool {
        let page = Html::parse_document(&self.html);
        select(&page, "button[name=go]")
            .iter()
            .any(|button| button.attr("value") == Some(go))
    }
}

/// Whether a link dials a number.
fn is_a_number(href: &str) -> bool {
    let number = href.strip_prefix("tel:").unwrap_or_default();
    let digits = number.strip_prefix('+').unwrap_or(number);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The elements that `css` selects.
pub fn select<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    page.select(&selector(css)).collect()
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}
