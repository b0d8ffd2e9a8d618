//! Resolves names to addresses, without those that must not be asked. The client connects to these
//! addresses only, so that a name cannot change its address between the check and the connection.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::refused;

/// A name leads to addresses that are not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it leads to {0}, which is not looked up")]
pub struct Refused(pub &'static str);

/// Asks the operating system.
#[derive(Debug, Clone, Default)]
pub struct NameResolver {
    /// Names that may lead to this machine: of servers that tests bring.
    pub own: BTreeSet<String>,
}

impl Resolve for NameResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let own = self.own.contains(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            let why = found.iter().find_map(|address| refused(address.ip()));
            match why {
                // One address within is enough to refuse: which of several is taken is not ours to say.
                Some(why) if !own => {
                    Err(Box::new(Refused(why)) as Box<dyn std::error::Error + Send + Sync>)
                }
                _ => Ok(Box::new(found.into_iter()) as Addrs),
            }
        })
    }
}
