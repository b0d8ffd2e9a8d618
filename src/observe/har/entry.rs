//! What is looked at of an entry. Values are as they are written, since browsers write other types than the format
//! has; what is not listed is passed over.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// Bytes sent and received.
pub(super) fn sizes(entry: &Entry<'_>) -> u64 {
    let known =
        |raw: Option<&RawValue>| raw.and_then(number).filter(|it| *it > 0.0).unwrap_or(0.0) as u64;
    let request = known(entry.request.headers_size) + known(entry.request.body_size);
    let response = entry
        .response
        .as_ref()
        .map_or(0, |it| match known(it.transferred) {
            0 => known(it.headers_size) + known(it.body_size),
            transferred => transferred,
        });
    request + response
}

/// A text of the file; `None` for anything else.
pub(super) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str::<String>(raw.get())
            .ok()
            .map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

/// A number of the file; `None` for anything else.
pub(super) fn number(raw: &RawValue) -> Option<f64> {
    raw.get().parse().ok()
}

#[derive(Deserialize)]
pub(super) struct Entry<'t> {
    #[serde(borrow, default, rename = "startedDateTime")]
    pub started: Option<&'t RawValue>,
    #[serde(borrow)]
    pub request: Request<'t>,
    #[serde(borrow, default)]
    pub response: Option<Response<'t>>,
    #[serde(borrow, default, rename = "_resourceType")]
    pub kind: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_initiator")]
    pub initiator: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_fromCache")]
    pub cache: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_error")]
    pub error: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_blockedReason")]
    pub blocked: Option<&'t RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Request<'t> {
    #[serde(borrow, default)]
    pub method: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub url: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub headers: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "headersSize")]
    pub headers_size: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "bodySize")]
    pub body_size: Option<&'t RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Response<'t> {
    #[serde(borrow, default)]
    pub status: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "redirectURL")]
    pub redirect: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub content: Option<Content<'t>>,
    #[serde(borrow, default)]
    pub headers: Vec<Field<'t>>,
    #[serde(borrow, default)]
    pub cookies: Vec<Cookie<'t>>,
    #[serde(borrow, default, rename = "headersSize")]
    pub headers_size: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "bodySize")]
    pub body_size: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_transferSize")]
    pub transferred: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_error")]
    pub error: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "_failureText")]
    pub failure: Option<&'t RawValue>,
}

/// A body, of which only the kind is looked at.
#[derive(Deserialize)]
pub(super) struct Content<'t> {
    #[serde(borrow, default, rename = "mimeType")]
    pub kind: Option<&'t RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Field<'t> {
    #[serde(borrow, default)]
    pub name: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub value: Option<&'t RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Cookie<'t> {
    #[serde(borrow, default)]
    pub name: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub domain: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub expires: Option<&'t RawValue>,
    #[serde(borrow, default, rename = "maxAge")]
    pub age: Option<&'t RawValue>,
}
