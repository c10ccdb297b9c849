//! gzip and zstd, told by their first bytes and not by a name.

use std::io::{self, BufRead, BufReader};

const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// The largest window of zstd that is granted memory, as a power of two: what `zstd --long` makes at most unasked.
const WINDOW: u32 = 27;

/// What is packed in `source`, or `source` itself where it is not packed. Nothing is unpacked before it is read.
pub fn unpacked(mut source: Box<dyn BufRead + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let head = source.fill_buf()?;
    if head.starts_with(&GZIP) {
        return Ok(Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(source))));
    }
    if head.starts_with(&ZSTD) {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(source)?;
        decoder.window_log_max(WINDOW)?;
        return Ok(Box::new(BufReader::new(decoder)));
    }
    Ok(source)
}
