//! Text for terminals: harmless, wrapped, coloured only when asked for.

mod harmless;
mod markdown;
mod pen;
mod table;

pub use harmless::{harmless, is_harmful, pieces};
pub use markdown::markdown;
pub use pen::{ADVICE, FRAME, Pen, Run, STRONG, TerminalOptions, columns, severity_style};
pub use table::Table;
