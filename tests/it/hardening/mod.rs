//! Input that means harm, or is far too large: a repository that would run programs, files that are
//! exchanged while they are read, outputs that lead elsewhere, texts that a terminal, a build log or a
//! spreadsheet would obey, and documents made to be slow. `SECURITY.md` says what is promised.

mod bombs;
mod corpus;
mod every_verb;
mod faults;
mod files;
mod git;
mod odd;
mod outputs;
mod overrides;
mod readers;
#[cfg(unix)]
mod refusals;
mod slow;
#[cfg(unix)]
mod streams;
mod texts;
mod workbooks;

/// An estate with one error: a flow to a country without a safeguard.
const ESTATE: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN}
flows:
  - {id: out, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";
