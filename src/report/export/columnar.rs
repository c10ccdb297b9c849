//! Parquet: rows as one file by columns, in groups, numbers as numbers. The same rows are the same bytes.

use super::package::field;
use crate::report::{Cell, Kind};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// So many rows are a group, and as many are held.
const GROUP: usize = 50_000;

/// The writer of one file.
pub struct Parquet<'o> {
    file: SerializedFileWriter<Vec<u8>>,
    out: &'o mut dyn Write,
    columns: Vec<Values>,
    rows: usize,
}

/// The values of a column in the group at hand, and in which rows there is one.
enum Values {
    /// Words, dates, exact decimals, JSON.
    Text(Vec<ByteArray>, Vec<i16>),
    Whole(Vec<i64>, Vec<i16>),
    Real(Vec<f64>, Vec<i16>),
    Flag(Vec<bool>, Vec<i16>),
}

impl std::fmt::Debug for Parquet<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parquet").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl<'o> Parquet<'o> {
    /// Of the columns of a view, with their kinds.
    pub fn new(names: &[String], kinds: &[Kind], out: &'o mut dyn Write) -> io::Result<Self> {
        let columns: Vec<Values> = names.iter().zip(kinds).map(|(name, kind)| Values::of(name, *kind)).collect();
        let fields = names.iter().zip(&columns).map(|(name, column)| Ok(Arc::new(column.described(name)?)));
        let fields = fields.collect::<Result<Vec<_>, ParquetError>>().map_err(io::Error::other)?;
        let schema = Type::group_type_builder("rows").with_fields(fields).build().map_err(io::Error::other)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("factledger version {}", env!("CARGO_PKG_VERSION")))
            .build();
        let file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties));
        Ok(Self { file: file.map_err(io::Error::other)?, out, columns, rows: 0 })
    }

    /// Adds a row, as long as the columns.
    pub fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.add(cell);
        }
        self.rows += 1;
        if self.rows == GROUP { self.group() } else { Ok(()) }
    }

    /// Writes what is left, and where everything stands.
    pub fn finish(mut self) -> io::Result<()> {
        self.group()?;
        let rest = self.file.into_inner().map_err(io::Error::other)?;
        self.out.write_all(&rest)?;
        self.out.flush()
    }

    fn group(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        self.written().map_err(io::Error::other)?;
        self.out.write_all(&std::mem::take(self.file.inner_mut()))
    }

    /// Writes the group at hand into memory.
    fn written(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column()? {
                column.write(writer)?;
            }
        }
        group.close()?;
        Ok(self.file.flush()?)
    }
}

impl Values {
    /// Of a column of this name and kind.
    fn of(name: &str, kind: Kind) -> Self {
        match field(name, kind).0 {
            "integer" => Self::Whole(Vec::new(), Vec::new()),
            "number" => Self::Real(Vec::new(), Vec::new()),
            "boolean" => Self::Flag(Vec::new(), Vec::new()),
            _ => Self::Text(Vec::new(), Vec::new()),
        }
    }

    fn described(&self, name: &str) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Self::Text(..) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Whole(..) => (Physical::INT64, None),
            Self::Real(..) => (Physical::DOUBLE, None),
            Self::Flag(..) => (Physical::BOOLEAN, None),
        };
        let described = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        described.with_logical_type(logical).build()
    }

    fn add(&mut self, cell: &Cell) {
        fn push<T>(values: &mut Vec<T>, present: &mut Vec<i16>, value: Option<T>) {
            present.push(i16::from(value.is_some()));
            values.extend(value);
        }
        let real = |cell: &Cell| match cell {
            Cell::Real(value) => Some(*value),
            // Figures of a view have no more digits than a REAL keeps; the exact ones stand in columns of text.
            Cell::Integer(value) => Some(*value as f64),
            Cell::Text(text) => text.parse().ok(),
            Cell::Null => None,
        };
        let whole = |cell: &Cell| if let Cell::Integer(value) = cell { Some(*value) } else { None };
        match self {
            Self::Text(values, present) => {
                let text = !matches!(cell, Cell::Null);
                push(values, present, text.then(|| ByteArray::from(cell.plain().into_owned().into_bytes())));
            }
            Self::Whole(values, present) => push(values, present, whole(cell)),
            Self::Real(values, present) => push(values, present, real(cell)),
            Self::Flag(values, present) => push(values, present, whole(cell).map(|value| value != 0)),
        }
    }

    /// Writes the values and lets them go.
    fn write(&mut self, writer: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        fn of<T: DataType>(
            mut writer: SerializedColumnWriter<'_>,
            values: &mut Vec<T::T>,
            present: &mut Vec<i16>,
        ) -> Result<(), ParquetError> {
            writer.typed::<T>().write_batch(values, Some(present), None)?;
            values.clear();
            present.clear();
            writer.close()
        }
        match self {
            Self::Text(values, present) => of::<ByteArrayType>(writer, values, present),
            Self::Whole(values, present) => of::<Int64Type>(writer, values, present),
            Self::Real(values, present) => of::<DoubleType>(writer, values, present),
            Self::Flag(values, present) => of::<BoolType>(writer, values, present),
        }
    }
}
