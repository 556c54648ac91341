//! Reads a form that may bring files (`multipart/form-data`): its fields into memory, its files through
//! [`attach`](crate::intake::attach) as they come. Nothing of a file is written anywhere in clear, and no more of it than a
//! few pieces stands in memory.
//!
//! Whatever is wrong with a file, the body is read to its end, within a bound: a browser shows no answer that came while
//! it was still sending. The fields are kept, and the files that came are let go at once.

use std::sync::Arc;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::web::{BytesMut, Data, Payload};
use futures_util::StreamExt;

use super::blocking;
use super::error::WebError;
use super::error_code::ErrorCode;
use super::extract::csrf::MOST_FIELDS;
use super::layer::source::Source;
use super::uploads::{Place, Uploads};
use crate::intake::IntakeError;
use crate::intake::attach::{AttachError, Upload};

/// The name of the parts that are files.
pub const FILES: &str = "attachments";
/// The name of the tick by which pictures keep what they tell of their making. It stands before the files.
pub const KEEP: &str = "keep_image_data";

/// The most bytes of all fields that are no files.
const MOST_TEXT: usize = 1024 * 1024;
/// So many bytes a part counts besides what stands in it, so that parts without any are not read for ever.
const HEAD: usize = 64;
/// So much of a file is gathered before it is worked on.
const PIECE: usize = 128 * 1024;

/// Why files are not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// One of them is not right, or the service failed.
    File(AttachError),
    /// All of it together is longer than what is taken in.
    TooMuch,
    /// As many forms with files are on their way in as may be.
    NoPlace,
    /// The fields before them do not come from a page that takes files, or from one that is too old.
    Unasked,
}

impl From<IntakeError> for Why {
    fn from(error: IntakeError) -> Self {
        Self::File(error.into())
    }
}

/// What is wrong with the files, and with which, by its name as the person knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name that it came with.
    pub name: String,
    /// The place of the file among those that came, from 0.
    pub position: usize,
    /// What is wrong.
    pub why: Why,
}

/// The files of a posted form.
#[derive(Default)]
pub struct Arrived {
    /// Those that are stored for now; `None` when there are none.
    pub upload: Option<Upload>,
    /// Why they cannot be taken.
    pub problem: Option<Problem>,
}

impl Arrived {
    /// Whether there were any.
    pub const fn came(&self) -> bool {
        self.upload.is_some() || self.problem.is_some()
    }

    /// Deletes what was stored. It blocks.
    pub fn discard(self) {
        if let Some(upload) = self.upload {
            upload.discard();
        }
    }
}

/// A posted form.
pub struct Posted {
    /// Its fields, in their order.
    pub fields: Vec<(String, String)>,
    /// Its files.
    pub files: Arrived,
    /// Why it cannot be gone on with, if so: there are too many fields, or too much stands in them. What came first is kept.
    pub refused: Option<ErrorCode>,
}

/// Makes the upload that takes the files, from the fields that came before them, or says why they are not taken. It blocks.
pub type Begin = Arc<dyn Fn(&[(String, String)]) -> Result<Upload, Why> + Send + Sync>;

/// Whether a request brings a form with files.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("multipart/form-data")
}

/// Reads the form of `request`. The first file calls `begin`. Of a form that is too long what comes first is kept, and the
/// rest read and forgotten, up to twice what is taken in.
///
/// # Errors
/// [`ErrorCode::BadRequest`] for what is no form, [`ErrorCode::Timeout`]; then no file is left behind.
pub async fn read(request: &HttpRequest, payload: Payload, begin: Begin) -> Result<Posted, WebError> {
    let announced = request.headers().get(CONTENT_LENGTH);
    let announced: Option<u64> = announced.and_then(|value| value.to_str().ok()?.parse().ok());
    let uploads: Option<&Data<Uploads>> = request.app_data();
    let uploads = uploads.ok_or_else(|| WebError::internal("nobody counts the uploads"))?;
    let mut reading = Reading {
        begin,
        uploads: uploads.clone(),
        sender: Source::of(request),
        place: None,
        posted: Posted {
            fields: Vec::new(),
            files: Arrived::default(),
            refused: None,
        },
        text: 0,
        bytes: 0,
        seen: 0,
    };
    if announced.is_some_and(|length| length > reading.uploads.longest) {
        reading.too_much();
    }
    let mut parts = Multipart::new(request.headers(), payload);
    while !reading.is_given_up() {
        let done = match parts.next().await {
            None => break,
            Some(Ok(part)) => reading.take(part).await,
            Some(Err(error)) => Err(failed(&error)),
        };
        if let Err(error) = done {
            reading.let_go().await?;
            return Err(error);
        }
    }
    if reading.posted.refused.is_some() || reading.posted.files.problem.is_some() {
        reading.let_go().await?;
    }
    Ok(reading.posted)
}

struct Reading {
    begin: Begin,
    uploads: Data<Uploads>,
    sender: Option<Source>,
    /// The place of the files among all that are on their way in.
    place: Option<Place>,
    posted: Posted,
    /// How many bytes the fields have.
    text: usize,
    /// How many bytes came in all parts.
    bytes: u64,
    /// How many files came.
    seen: usize,
}

impl Reading {
    async fn take(&mut self, mut part: Field) -> Result<(), WebError> {
        self.count(HEAD);
        let name = part.name().unwrap_or_default().to_owned();
        if name != FILES {
            return self.field(name, part).await;
        }
        let file_name = part
            .content_disposition()
            .and_then(|head| head.get_filename())
            .unwrap_or_default()
            .to_owned();
        let mut piece = BytesMut::with_capacity(PIECE);
        let mut begun = false;
        while let Some(bytes) = part.next().await {
            let bytes = bytes.map_err(|error| failed(&error))?;
            self.count(bytes.len());
            if self.is_given_up() {
                return Ok(());
            }
            if self.posted.files.problem.is_some() {
                self.let_go().await?;
                begun = true;
                continue;
            }
            piece.extend_from_slice(&bytes);
            if piece.len() >= PIECE {
                self.store(&file_name, !begun, piece.split(), false).await?;
                begun = true;
            }
        }
        // A browser sends an empty part where nothing was chosen.
        if begun || !piece.is_empty() || !file_name.is_empty() {
            if self.posted.files.problem.is_none() {
                self.store(&file_name, !begun, piece, true).await?;
            }
            self.seen += 1;
        }
        Ok(())
    }

    /// Hands a piece of a file on; `first` and `last` say where it stands.
    async fn store(&mut self, name: &str, first: bool, piece: BytesMut, last: bool) -> Result<(), WebError> {
        if self.place.is_none() {
            self.place = self.uploads.enter(self.sender).await;
        }
        if self.place.is_none() {
            self.posted.files.problem = Some(self.problem(name, Why::NoPlace));
            return Ok(());
        }
        let upload = self.posted.files.upload.take();
        let begin = Arc::clone(&self.begin);
        let fields = if upload.is_none() {
            self.posted.fields.clone()
        } else {
            Vec::new()
        };
        let fields_so_far = self.posted.fields.iter();
        let keep = fields_so_far
            .filter(|(name, _)| name == KEEP)
            .any(|(_, value)| ["yes", "true"].contains(&value.as_str()));
        let called = name.to_owned();
        let (upload, done) = blocking::run(move || {
            let mut upload = match upload.map_or_else(|| begin(&fields), Ok) {
                Ok(upload) => upload,
                Err(why) => return (None, Err(why)),
            };
            let done = feed(&mut upload, first.then_some(called.as_str()), keep, &piece, last);
            (Some(upload), done.map_err(Why::File))
        })
        .await?;
        self.posted.files.upload = upload;
        if let Err(why) = done {
            self.posted.files.problem = Some(self.problem(name, why));
            self.let_go().await?;
        }
        Ok(())
    }

    fn problem(&self, name: &str, why: Why) -> Problem {
        Problem {
            name: name.to_owned(),
            position: self.seen,
            why,
        }
    }

    /// Deletes what was stored of the files, and gives their place to others.
    async fn let_go(&mut self) -> Result<(), WebError> {
        if let Some(upload) = self.posted.files.upload.take() {
            blocking::run(move || upload.discard()).await?;
        }
        self.place = None;
        Ok(())
    }

    async fn field(&mut self, name: String, mut part: Field) -> Result<(), WebError> {
        if self.posted.fields.len() >= MOST_FIELDS {
            self.posted.refused.get_or_insert(ErrorCode::BadRequest);
        }
        // Said after the files, it would come too late for them.
        if name == KEEP && self.seen > 0 {
            return Err(WebError::new(ErrorCode::BadRequest));
        }
        let mut value = Vec::new();
        let mut cut = false;
        while let Some(bytes) = part.next().await {
            let bytes = bytes.map_err(|error| failed(&error))?;
            self.count(bytes.len());
            if self.is_given_up() {
                return Ok(());
            }
            let room = MOST_TEXT.saturating_sub(self.text).min(bytes.len());
            value.extend(bytes.iter().take(room));
            self.text += room;
            cut |= room < bytes.len();
        }
        if cut {
            self.posted.refused.get_or_insert(ErrorCode::TooLarge);
            cut_off_half_a_letter(&mut value);
        }
        let value = String::from_utf8(value).map_err(|_bytes| WebError::new(ErrorCode::BadRequest))?;
        if self.posted.fields.len() < MOST_FIELDS {
            self.posted.fields.push((name, value));
        }
        Ok(())
    }

    fn count(&mut self, bytes: usize) {
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if self.bytes > self.uploads.longest {
            self.too_much();
        }
    }

    /// No file is taken any more: all of it together is too much. What was wrong before stays the reason.
    fn too_much(&mut self) {
        let problem = self.problem("", Why::TooMuch);
        self.posted.files.problem.get_or_insert(problem);
    }

    /// Whether so much came that the rest is not even read.
    fn is_given_up(&self) -> bool {
        self.bytes > self.uploads.longest.saturating_mul(2)
    }
}

/// Takes the beginning of a letter of several bytes away from the end of a text that was cut off.
fn cut_off_half_a_letter(text: &mut Vec<u8>) {
    if let Err(error) = str::from_utf8(text)
        && error.error_len().is_none()
    {
        text.truncate(error.valid_up_to());
    }
}

/// Gives `upload` a piece of a file; `begins` is its name at the first piece.
fn feed(
    upload: &mut Upload,
    begins: Option<&str>,
    keep: bool,
    piece: &[u8],
    last: bool,
) -> Result<(), AttachError> {
    if let Some(name) = begins {
        upload.begin(name, keep)?;
    }
    upload.push(piece)?;
    if last { upload.end() } else { Ok(()) }
}

fn failed(error: &MultipartError) -> WebError {
    WebError::new(match error {
        MultipartError::Payload(PayloadError::Overflow) => ErrorCode::TooLarge,
        MultipartError::Payload(PayloadError::Io(error)) if error.kind() == std::io::ErrorKind::TimedOut => {
            ErrorCode::Timeout
        }
        // The browser has gone, or speaks no multipart.
        _ => ErrorCode::BadRequest,
    })
}
