//! The file as a table.

use super::cells::{guarded, unguarded};
use super::columns::{Column, Kind, hint};
use super::{Fault, Place, Record};

/// The heading of the column that says what a row is about.
const RECORD: &str = "record";

/// What the headings say: of each column of the table which it is. `None`: the column `record`, or one that is not read.
struct Headings {
    columns: Vec<Option<Column>>,
    record: usize,
}

/// Reads a table; `None` when its headings leave nothing to read.
pub(super) fn read(text: &str, faults: &mut Vec<Fault>) -> Option<Vec<Record>> {
    // One kind of line end, so that lines are counted as an editor counts them.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let headings = text.trim_start().lines().next().unwrap_or_default();
    let separator = if headings.contains(';') { b';' } else { b',' };
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = table.records();
    let first = rows.next().and_then(Result::ok)?;
    let headings = read_headings(&first, faults)?;
    // An open quotation mark swallows the rest of the file as one cell: only the last row can be meant.
    let open = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let mut records = Vec::new();
    let mut last = None;
    for row in rows.map_while(Result::ok) {
        let line = line_of(&row, &text);
        last = Some((line, records.len(), faults.len()));
        records.extend(read_row(&headings, &row, Place::Line(line), faults));
    }
    if open {
        let (line, before, known) = last.unwrap_or((1, 0, faults.len()));
        records.truncate(before);
        faults.truncate(known);
        faults.push(Fault::new(
            Place::Line(line),
            None,
            "a quotation mark is opened and not closed; one inside a cell is written twice (\"\")",
        ));
    }
    Some(records)
}

/// The line on which `row` begins. The reader counts from the end of the row before, empty lines not among it.
fn line_of(row: &csv::StringRecord, text: &str) -> u64 {
    let Some(position) = row.position() else { return 1 };
    let begin = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(begin..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(empty).unwrap_or_default()
}

fn read_headings(row: &csv::StringRecord, faults: &mut Vec<Fault>) -> Option<Headings> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut record = None;
    for (number, name) in row.iter().map(str::trim).enumerate() {
        let mut fault = |what: String| faults.push(Fault::new(Place::Line(1), None, what));
        let column = Column::parse(name);
        if name == RECORD && record.is_none() {
            record = Some(number);
        } else if name == RECORD || (column.is_some() && columns.contains(&column)) {
            fault(format!("the column {name} stands here twice; leave one out"));
        } else if name.is_empty() {
            // Spreadsheets leave empty columns behind.
        } else if column.is_none() {
            let names = std::iter::once(RECORD).chain(Column::ALL.into_iter().map(Column::as_str));
            let hint = hint(name, names);
            fault(format!(
                "there is no column \"{name}\"{hint}; docs/directory.md lists them all"
            ));
        }
        columns.push(column.filter(|_| !columns.contains(&column)));
    }
    if record.is_none() {
        faults.push(Fault::new(
            Place::Line(1),
            None,
            "no column is called record; the first line holds the names of the columns, with a comma or a semicolon \
             between them",
        ));
    }
    Some(Headings {
        columns,
        record: record?,
    })
}

fn read_row(
    headings: &Headings,
    row: &csv::StringRecord,
    place: Place,
    faults: &mut Vec<Fault>,
) -> Option<Record> {
    if row.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    let named = row.get(headings.record).unwrap_or_default().trim();
    let Some(kind) = Kind::parse(named) else {
        faults.push(Fault::new(
            place,
            None,
            format!("record is \"{named}\"; write county, office, area or rule"),
        ));
        return None;
    };
    let width = headings.columns.len();
    if row.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        faults.push(Fault::new(
            place,
            None,
            format!(
                "{} cells under {width} headings; put a cell that holds the separator into quotation marks",
                row.len()
            ),
        ));
        return None;
    }
    let mut record = Record::new(kind, place);
    for (number, column) in headings.columns.iter().enumerate() {
        // A row may end early: what it leaves off is empty.
        let cell = unguarded(row.get(number).unwrap_or_default().trim());
        match column {
            Some(column) if kind.columns().contains(column) => record = record.with(*column, cell),
            Some(column) if !cell.is_empty() => faults.push(Fault::new(
                place,
                *column,
                format!(
                    "a row of the record {named} has no {}; leave the cell empty",
                    column.as_str()
                ),
            )),
            _ => {}
        }
    }
    Some(record)
}

/// Writes a table with every column.
pub(super) fn write(records: &[Record]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let headings = std::iter::once(RECORD).chain(Column::ALL.into_iter().map(Column::as_str));
    let mut sound = table.write_record(headings).is_ok();
    for record in records {
        let cells = Column::ALL
            .into_iter()
            .map(|column| guarded(record.get(column).unwrap_or_default()));
        let row = std::iter::once(record.kind.as_str().to_owned()).chain(cells);
        sound &= table.write_record(row).is_ok();
    }
    // Memory takes whatever is written.
    debug_assert!(sound, "a table of as many cells in each row");
    let bytes = table.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Vec<Record>, Vec<String>) {
        let mut faults = Vec::new();
        let records = read(text, &mut faults).unwrap_or_default();
        (records, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn commas_semicolons_any_order_and_line_ends_are_read_alike() {
        let one = "record,county,code,phones\r\noffice,03,espoo,\"050 000 0101; 112\"\r\n,,,\r\n";
        let other = "phones;record;code;;county\noffice\n";
        let (records, faults) = read_all(one);
        assert_eq!((records.len(), faults.len()), (1, 0), "{faults:?}");
        assert_eq!(records[0].place, Place::Line(2));
        assert_eq!(records[0].get(Column::Phones), Some("050 000 0101; 112"));
        assert_eq!(records[0].get(Column::Hours), None, "no such column");
        assert_eq!(read_all("\nrecord,code\n\n\noffice,a").0[0].place, Place::Line(5));
        let (records, _) = read_all("record,address\noffice,\"a\r\nb\"\r\noffice,c");
        assert_eq!(records[1].place, Place::Line(4), "a cell of two lines");
        let (_, faults) = read_all(other);
        assert_eq!(
            faults,
            ["line 2: record is \"\"; write county, office, area or rule"]
        );
        let (records, _) = read_all("phones;record;code;;county\n'+358 50 000 0101;office;espoo");
        assert_eq!(records[0].get(Column::Phones), Some("+358 50 000 0101"));
        assert_eq!(records[0].get(Column::County), Some(""), "the row ends early");
    }

    #[test]
    fn each_slip_of_a_table_is_told() {
        for (text, told) in [
            ("county,code\n", "no column is called record"),
            (
                "record,hour\n",
                "line 1: there is no column \"hour\" (did you mean hours?)",
            ),
            ("record,code,code\n", "the column code stands here twice"),
            ("record,code\nofice,a\n", "line 2: record is \"ofice\""),
            ("record,code\noffice,a,b\n", "line 2: 3 cells under 2 headings"),
            (
                "record,code\nrule,a\n",
                "line 2, code: a row of the record rule has no code",
            ),
            (
                "record,code\noffice,a\noffice,\"b\noffice,c\n",
                "line 3: a quotation mark is opened",
            ),
        ] {
            let (_, faults) = read_all(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].contains(told), "{text}: {faults:?}");
        }
    }

    #[test]
    fn a_written_table_is_read_back() {
        let record = Record::new(Kind::Office, Place::Line(2))
            .with(Column::Code, "a")
            .with(Column::NameFi, "=SUM(1;2), \"x\"")
            .with(Column::Phones, "+358 50 000 0101");
        let text = write(std::slice::from_ref(&record));
        assert!(
            text.contains("\"'=SUM(1;2), \"\"x\"\"\"") && text.contains("'+358"),
            "{text}"
        );
        let (read, faults) = read_all(&text);
        assert_eq!(faults, [""; 0]);
        for column in [Column::Code, Column::NameFi, Column::Phones] {
            assert_eq!(read[0].get(column), record.get(column));
        }
    }
}
