//! Text for terminals: sanitize, wrapped, coloured only when asked for.

mod code;
mod markdown;
mod plain_markdown;
mod sanitize;
mod sheet;
mod table;
mod writer;

pub use code::{block, code_span, diff_block};
pub use markdown::markdown;
pub use plain_markdown::plain_markdown;
#[cfg(test)]
pub use sanitize::is_harmful;
pub use sanitize::{Piece, begins_command, pieces, sanitize};
pub use sheet::{csv_line, sheet_text};
pub use table::Table;
pub use writer::{ADVICE, FRAME, Pen, Run, STRONG, TerminalOptions, columns, severity_style};
