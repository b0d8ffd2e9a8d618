//! `flows OUT ROWS KEYS` writes so many made-up records of flow logs between at most so many pairs of addresses, to try
//! how long they take to count.

#[path = "../tests/it/flows.rs"]
mod flows;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, rows, keys] = arguments.as_slice() else {
        return Err("write `flows OUT ROWS KEYS`".into());
    };
    flows::write_flows(Path::new(out), 0..rows.parse()?, keys.parse()?)
}
