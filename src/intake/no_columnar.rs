//! In a build without Parquet: what is said to such files.

use super::{Piece, Sheet};
use crate::Error;
use std::io::BufRead;

pub(super) fn rows(_: Box<dyn BufRead + Send>, origin: String, _: usize) -> Box<dyn Iterator<Item = Piece> + Send> {
    let error = Error::without_parquet("read", &origin);
    Box::new(std::iter::once(Piece::Fault(origin, error)))
}

pub(super) fn sheet(place: &str, _: Vec<u8>) -> Result<Sheet, Error> {
    Err(Error::without_parquet("read", place))
}
