//! A workbook of spreadsheets: a sheet per view, numbers as numbers, days as days, nothing as a formula.

use crate::report::delimited::is_formula;
use crate::report::{Cell, Kind, relation_name_style};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError,
};
use std::collections::HashMap;
use std::io::{self, Write};

/// Excel keeps so many significant digits of a number; one with more is text, so that none is lost.
const DIGITS: usize = 15;

/// The most that Excel takes: characters of a cell, rows of a sheet, links of a sheet, characters of a link.
const LONGEST_TEXT: usize = 32_000;
const MOST_ROWS: u32 = 1_048_575;
const MOST_LINKS: u32 = 65_000;
const LONGEST_LINK: usize = 2_000;

/// Ends the name of a column that is no column of the sheet: the exact decimal of the one before that name.
pub const EXACT: &str = " exact";

/// A workbook that is being filled, sheet by sheet.
pub struct Workbook {
    workbook: rust_xlsxwriter::Workbook,
    formats: Formats,
    sheet: Option<Sheet>,
    rows_of: HashMap<String, (String, u32)>,
}

struct Sheet {
    worksheet: Worksheet,
    title: String,
    columns: Vec<Place>,
    n_columns: u16,
    rows: u32,
    links: u32,
}

/// How a column of the rows goes into the sheet.
enum Place {
    Column { at: u16, name: String, kind: Kind, exact: Option<usize> },
    Exact,
}

struct Formats {
    header: Format,
    text: Format,
    wrapped: Format,
    guarded: Format,
    day: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            header: top()
                .set_bold()
                .set_background_color(Color::RGB(0x00EF_ECE5))
                .set_border_bottom(FormatBorder::Thin),
            text: top(),
            wrapped: top().set_text_wrap(),
            guarded: top().set_text_wrap().set_quote_prefix(),
            day: top().set_num_format("yyyy-mm-dd"),
            link: top().set_font_color(Color::RGB(0x000B_5577)).set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}

impl Workbook {
    /// An empty workbook, made at a time (ISO 8601) that it is told.
    pub fn new(made: Option<&str>) -> Self {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let made = made
            .and_then(|made| made.get(..19))
            .and_then(|made| ExcelDateTime::parse_from_str(made).ok())
            .or_else(|| ExcelDateTime::from_ymd(1980, 1, 1).ok());
        let mut properties = DocProperties::new().set_title("factledger").set_author("factledger");
        if let Some(made) = made {
            properties = properties.set_creation_datetime(&made);
        }
        workbook.set_properties(&properties);
        Self { workbook, formats: Formats::new(), sheet: None, rows_of: HashMap::new() }
    }

    /// Begins a sheet. `kinds` are those of its columns.
    pub fn sheet(&mut self, title: &str, columns: &[String], kinds: &[Kind]) -> io::Result<()> {
        self.close();
        let mut worksheet = Worksheet::new();
        worksheet.set_name(title).map_err(failed)?;
        worksheet.set_freeze_panes(1, 1).map_err(failed)?;
        let mut at = 0;
        let mut places = Vec::with_capacity(columns.len());
        for (index, name) in columns.iter().enumerate() {
            if name.ends_with(EXACT) {
                places.push(Place::Exact);
                continue;
            }
            worksheet.write_string_with_format(0, at, name, &self.formats.header).map_err(failed)?;
            worksheet.set_column_width(at, width(name)).map_err(failed)?;
            let exact = columns.iter().position(|other| other.strip_suffix(EXACT) == Some(name));
            let kind = kinds.get(index).copied().unwrap_or(Kind::Any);
            places.push(Place::Column { at, name: name.clone(), kind, exact });
            at += 1;
        }
        self.sheet =
            Some(Sheet { worksheet, title: title.to_owned(), columns: places, n_columns: at, rows: 0, links: 0 });
        Ok(())
    }

    /// Where the rows of a sheet stand by the text of their first column, so that later sheets lead there.
    pub fn remember(&mut self, id: String, sheet: &str, row: u32) {
        self.rows_of.insert(id, (sheet.to_owned(), row));
    }

    /// Writes a row; false where the sheet is full.
    pub fn row(&mut self, row: &[Cell]) -> io::Result<bool> {
        let Some(sheet) = &mut self.sheet else { return Ok(false) };
        if sheet.rows >= MOST_ROWS {
            return Ok(false);
        }
        sheet.rows += 1;
        let (line, formats) = (sheet.rows, &self.formats);
        let worksheet = &mut sheet.worksheet;
        for (place, cell) in sheet.columns.iter().zip(row) {
            let Place::Column { at, name, kind, exact } = place else { continue };
            let exact = exact.and_then(|index| row.get(index)).and_then(Cell::text).filter(|digits| is_long(digits));
            let written = match (cell, exact) {
                (_, Some(digits)) => worksheet.write_string_with_format(line, *at, digits, &formats.text),
                (Cell::Null, None) => continue,
                (Cell::Integer(value), None) if *kind == Kind::Flag => {
                    worksheet.write_boolean_with_format(line, *at, *value != 0, &formats.text)
                }
                (Cell::Integer(value), None) if is_long(&value.to_string()) => {
                    worksheet.write_string_with_format(line, *at, value.to_string(), &formats.text)
                }
                (Cell::Integer(value), None) => {
                    worksheet.write_number_with_format(line, *at, *value as f64, &formats.text)
                }
                (Cell::Real(value), None) if value.is_finite() => {
                    worksheet.write_number_with_format(line, *at, *value, &formats.text)
                }
                (Cell::Real(_), None) => continue,
                (Cell::Text(text), None) => {
                    let link = self.rows_of.get(text).filter(|(title, _)| *title != sheet.title);
                    write_text(worksheet, (line, *at), name, text, link, &mut sheet.links, formats)
                }
            };
            written.map_err(failed)?;
        }
        Ok(true)
    }

    fn close(&mut self) {
        if let Some(mut sheet) = self.sheet.take() {
            // A filter over the header alone is no error either.
            let _ = sheet.worksheet.autofilter(0, 0, sheet.rows.max(1), sheet.n_columns.saturating_sub(1));
            self.workbook.push_worksheet(sheet.worksheet);
        }
    }

    /// Writes the file.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.close();
        out.write_all(&self.workbook.save_to_buffer().map_err(failed)?)?;
        out.flush()
    }
}

/// A text as what it is: a day, a link, words that must stay words.
fn write_text<'w>(
    worksheet: &'w mut Worksheet,
    (line, at): (u32, u16),
    name: &str,
    text: &str,
    link: Option<&(String, u32)>,
    links: &mut u32,
    formats: &Formats,
) -> Result<&'w mut Worksheet, XlsxError> {
    if is_date_column(name)
        && text.len() == 10
        && let Ok(day) = ExcelDateTime::parse_from_str(text)
    {
        return worksheet.write_datetime_with_format(line, at, &day, &formats.day);
    }
    let target = match link {
        Some((sheet, row)) => Some(format!("internal:'{sheet}'!A{}", row + 1)),
        None if name == "url" || name.ends_with("_url") => web_address(text),
        None => None,
    };
    if let Some(target) = target.filter(|_| *links < MOST_LINKS) {
        *links += 1;
        return worksheet.write_url_with_format(line, at, Url::new(target).set_text(text), &formats.link);
    }
    let text: String = text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).take(LONGEST_TEXT).collect();
    if is_formula(&text) {
        return worksheet.write_string_with_format(line, at, &text, &formats.guarded);
    }
    if name == "relation"
        && let Some(anstyle::Color::Ansi(colour)) = relation_name_style(&text).get_fg_color()
    {
        return worksheet.write_string_with_format(line, at, &text, &formats.text.clone().set_font_color(ink(colour)));
    }
    let format = if is_long_text(name) { &formats.wrapped } else { &formats.text };
    worksheet.write_string_with_format(line, at, &text, format)
}

/// The address, if it is one of the web that a spreadsheet may open.
fn web_address(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\');
    let of_the_web = text.starts_with("https://") || text.starts_with("http://");
    (of_the_web && text.len() <= LONGEST_LINK && text.chars().all(plain)).then(|| text.to_owned())
}

fn is_date_column(name: &str) -> bool {
    let ends =
        ["published", "modified", "retrieved", "checked_on", "as_of_start", "as_of_end", "period_start", "period_end"];
    ends.iter().any(|end| name.ends_with(end))
}

fn is_long_text(name: &str) -> bool {
    ["quote", "explanation", "sentence", "note", "text", "stated_values", "title", "reason"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Has the number more digits than a spreadsheet keeps?
fn is_long(digits: &str) -> bool {
    let significant = digits.trim_start_matches(['-', '0', '.']);
    let whole = !digits.contains('.');
    let significant = if whole { significant.trim_end_matches('0') } else { significant };
    significant.chars().filter(char::is_ascii_digit).count() > DIGITS
}

/// In characters of a column.
fn width(name: &str) -> f64 {
    match name {
        _ if is_long_text(name) => 44.0,
        "measure" | "doc" | "a_doc" | "b_doc" | "url" | "a_url" | "b_url" => 30.0,
        _ if is_date_column(name) => 12.0,
        _ => (name.len() as f64 + 4.0).clamp(10.0, 24.0),
    }
}

/// The terminal's colours on paper.
fn ink(colour: anstyle::AnsiColor) -> Color {
    Color::RGB(match colour {
        anstyle::AnsiColor::Red => 0x00B0_241C,
        anstyle::AnsiColor::Yellow => 0x007B_5300,
        anstyle::AnsiColor::Cyan => 0x000C_5D73,
        anstyle::AnsiColor::Green => 0x002B_6A3B,
        _ => 0x0056_5C63,
    })
}
