//! What conditions of adequacy speak of: schemes of certification, and foreign laws.

use schemars::JsonSchema;
use serde::Deserialize;

use super::LawList;
use crate::law::head::Text;
use crate::law::reading::Reading;
use crate::law::row::words;

words! {
    /// A kind of body that a foreign law binds.
    BoundBody {
        /// A company or other private body.
        Company = "company",
        /// A charity or other body without profit.
        Charity = "charity",
        /// A public authority.
        PublicAuthority = "public-authority",
        /// A person who acts on their own account.
        Individual = "individual",
    }
}

/// Something that conditions of adequacy speak of: a scheme of certification, or a foreign law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name in files.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The scheme that this one extends, and which is needed as well.
    pub extends: Option<String>,
    /// Of a law: the kinds of bodies that it binds.
    pub binds: Vec<BoundBody>,
}

/// A scheme of certification, or a foreign law.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::law) struct RawNamed {
    /// Its name in files.
    id: Text,
    /// What people call it.
    title: String,
    /// The scheme that this one extends, and which is needed as well.
    #[serde(default)]
    extends: Option<String>,
    /// Of a law: the kinds of bodies that it binds. One of them is taken to be subject to it where nothing else is
    /// recorded.
    #[serde(default)]
    binds: Vec<BoundBody>,
}

impl LawList for Named {
    type Raw = RawNamed;

    fn name(&self) -> &String {
        &self.id
    }

    fn read(raw: RawNamed, reading: &mut Reading<'_>) -> Option<Self> {
        reading.is_new("name", &raw.id).then_some(Self {
            id: raw.id.value,
            title: raw.title,
            extends: raw.extends,
            binds: raw.binds,
        })
    }
}
