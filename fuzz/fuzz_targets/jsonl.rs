//! See `reads::jsonl`.
#![no_main]

#[path = "../reads.rs"]
#[allow(dead_code)]
mod reads;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reads::jsonl(bytes));
