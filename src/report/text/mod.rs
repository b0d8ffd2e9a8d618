//! Text for terminals: harmless, wrapped, coloured only when asked for.

mod harmless;
mod markdown;
mod pen;
mod plain_markdown;
mod sheet;
mod table;

#[cfg(test)]
pub use harmless::is_harmful;
pub use harmless::{Piece, harmless, pieces};
pub use markdown::markdown;
pub use pen::{ADVICE, FRAME, Pen, Run, STRONG, TerminalOptions, columns, severity_style};
pub use plain_markdown::plain_markdown;
pub use sheet::{csv_line, sheet_text};
pub use table::Table;
