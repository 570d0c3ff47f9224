//! Tables as both engines know them.

use sqlx::{ColumnIndex, Decode, Row, Type};

use super::BackupError;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// In the order of their names.
    pub(crate) columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a column of `PostgreSQL` holds. In `SQLite` it is a number, a text or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Bytes,
    Long,
    Short,
    Text,
    Uuid,
}

impl Kind {
    /// The kind that `PostgreSQL` calls so.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "bool" => Self::Boolean,
            "bytea" => Self::Bytes,
            "int8" => Self::Long,
            "int2" => Self::Short,
            "text" => Self::Text,
            "uuid" => Self::Uuid,
            _ => return None,
        })
    }
}

impl Table {
    /// Puts rows of names in order together: table, column, kind.
    pub(crate) fn from_columns(
        rows: Vec<(String, String, String)>,
    ) -> Result<Vec<Self>, BackupError> {
        let mut tables: Vec<Self> = Vec::new();
        for (table, name, kind) in rows {
            let kind = Kind::parse(&kind)
                .ok_or_else(|| BackupError::NotCopied(format!("{table}.{name} of type {kind}")))?;
            let column = Column { name, kind };
            match tables.last_mut() {
                Some(last) if last.name == table => last.columns.push(column),
                _ => tables.push(Self { name: table, columns: vec![column] }),
            }
        }
        Ok(tables)
    }

    /// Something about each column, with commas between.
    pub(crate) fn list(&self, of: impl FnMut(&Column) -> String) -> String {
        self.columns.iter().map(of).collect::<Vec<_>>().join(", ")
    }
}

impl Column {
    /// The name as it stands in a statement, whatever is a word of the language.
    pub(crate) fn quoted(&self) -> String {
        format!("\"{}\"", self.name)
    }
}

/// Rows on their way, column by column.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) columns: Vec<Values>,
    pub(crate) count: usize,
}

/// What one column holds in each row.
#[derive(Debug)]
pub(crate) enum Values {
    Bytes(Vec<Option<Vec<u8>>>),
    Numbers(Vec<Option<i64>>),
    Texts(Vec<Option<String>>),
}

impl Rows {
    /// No row of this table yet.
    pub(crate) fn of(table: &Table) -> Self {
        let values = |column: &Column| match column.kind {
            Kind::Boolean | Kind::Long | Kind::Short => Values::Numbers(Vec::new()),
            Kind::Bytes | Kind::Uuid => Values::Bytes(Vec::new()),
            Kind::Text => Values::Texts(Vec::new()),
        };
        Self { columns: table.columns.iter().map(values).collect(), count: 0 }
    }

    /// Takes a row, whose columns come in the order of the table's.
    pub(crate) fn push<R: Row>(&mut self, row: &R) -> Result<(), sqlx::Error>
    where
        usize: ColumnIndex<R>,
        Vec<u8>: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        i64: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        String: for<'r> Decode<'r, R::Database> + Type<R::Database>,
    {
        for (index, values) in self.columns.iter_mut().enumerate() {
            match values {
                Values::Bytes(values) => values.push(row.try_get(index)?),
                Values::Numbers(values) => values.push(row.try_get(index)?),
                Values::Texts(values) => values.push(row.try_get(index)?),
            }
        }
        self.count += 1;
        Ok(())
    }
}
