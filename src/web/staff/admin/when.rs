//! A date and a time of day as a person types them into a form.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::form::{Fault, Form};
use crate::domain::helsinki;
use crate::web::extract::csrf::Fields;
use crate::web::page::component::Block;
use crate::web::page::field::{DateField, Width};
use crate::web::staff::look::Look;

/// What was typed: day, month, year, time.
pub struct When {
    date: [String; 3],
    time: String,
}

impl When {
    /// The present moment.
    pub fn now(look: &Look) -> Self {
        let local = helsinki::local(look.now);
        Self {
            date: [
                local.day().to_string(),
                local.month().to_string(),
                local.year().to_string(),
            ],
            time: format!("{:02}.{:02}", local.hour(), local.minute()),
        }
    }

    /// What `fields` hold.
    pub fn of(fields: &Fields) -> Self {
        let date = ["day", "month", "year"].map(|part| fields.get(&format!("date.{part}")).to_owned());
        Self {
            date,
            time: fields.get("time").to_owned(),
        }
    }

    /// The moment that is meant, by the clock of Finland.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn read(&self, look: &Look) -> Result<DateTime<Utc>, Fault> {
        let number = |text: &String| text.trim().parse::<u32>().ok();
        let [day, month, year] = &self.date;
        let year = year
            .trim()
            .parse::<i32>()
            .ok()
            .filter(|year| (1900..=2200).contains(year));
        let date = year
            .zip(number(month))
            .zip(number(day))
            .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
            .ok_or_else(|| Fault::new("date", look.word("admin-fault-date")))?;
        let typed = self.time.trim().replace('.', ":");
        let (hour, minute) = typed.split_once(':').unwrap_or((typed.as_str(), "00"));
        let text = format!("{}T{hour:0>2}:{minute}", date.format("%Y-%m-%d"));
        helsinki::parse_local_or_offset(&text)
            .map_err(|_shape| Fault::new("time", look.word("admin-fault-time")))
    }

    /// The fields.
    pub fn blocks(&self, form: &Form<'_>) -> Vec<Block> {
        let labels = ["date-day", "date-month", "date-year"].map(|key| form.look.word(key));
        vec![
            Block::Date(DateField::new(form.label("date"), labels, self.date.clone())),
            form.text("time", &self.time, Width::Ten),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::staff::look::tests::look;

    #[test]
    fn a_moment_is_read_by_the_clock_of_finland() {
        let look = look("2026-12-18T13:30:00Z");
        let read = |date: [&str; 3], time: &str| {
            let when = When {
                date: date.map(str::to_owned),
                time: time.to_owned(),
            };
            when.read(&look).map_err(|fault| fault.field)
        };
        assert_eq!(When::now(&look).read(&look).ok(), Some(look.now));
        for time in ["15.30", "15:30"] {
            assert_eq!(read(["18", "12", "2026"], time), Ok(look.now));
        }
        assert!(read(["1", "6", "2026"], "9").is_ok());
        assert_eq!(read(["30", "2", "2026"], "9"), Err("date"));
        assert_eq!(read(["", "", ""], "9"), Err("date"));
        assert_eq!(read(["1", "6", "2026"], "25.00"), Err("time"));
        // The hour that the clocks skip.
        assert_eq!(read(["28", "3", "2027"], "3.30"), Err("time"));
    }
}
