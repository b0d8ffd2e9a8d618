//! x
/// x
pub fn file_schemas() -> Vec<(&'static str, serde_json::Value)> { Vec::new() }
