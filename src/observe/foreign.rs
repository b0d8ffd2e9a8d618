//! What a file is that no format reads, and what to do instead.

use super::ObservedSource;
use crate::input::{InputError, InputErrorKind, Span};

/// What can be read, as an imperative.
pub(super) const EXPECTED: &str = "pass a visit that a browser saved (HAR), an inspection of the Website Evidence Collector, a Content-Security-Policy, traces of OpenTelemetry as JSON, events of OpenLineage, or edges as CSV or NDJSON";

const REDUCE: &str =
    "count it first: a CSV with the columns `source,destination,kind,n,bytes,first,last`";
const AS_HAR: &str = "save the visit as HAR: in the browser's developer tools, tab Network";
const DEPLOYED: &str = "pass what is deployed with `--deployed`";

/// A kind of file that is known and not read.
struct Known {
    what: &'static str,
    instead: &'static str,
    /// Words that the beginning of such files has, all of one list.
    words: &'static [&'static [&'static str]],
}

const KNOWN: [Known; 14] = [
    Known {
        what: "a visit (HAR) within a call of a script (JSONP)",
        instead: "delete the call around the JSON",
        words: &[&["onInputData("]],
    },
    Known {
        what: "a network log of Chromium",
        instead: AS_HAR,
        words: &[&["\"constants\"", "\"logEventTypes\""]],
    },
    Known {
        what: "a report of Lighthouse",
        instead: AS_HAR,
        words: &[&["\"lighthouseVersion\""]],
    },
    Known {
        what: "a trace of the performance of a page",
        instead: AS_HAR,
        words: &[&["\"traceEvents\""]],
    },
    Known {
        what: "cookies that an extension exported",
        instead: AS_HAR,
        words: &[
            &["\"expirationDate\"", "\"domain\""],
            &["# Netscape HTTP Cookie File"],
        ],
    },
    Known {
        what: "traces of Jaeger",
        instead: "export them as OTLP JSON (`resourceSpans`)",
        words: &[&["\"traceID\"", "\"processes\""]],
    },
    Known {
        what: "traces of Zipkin",
        instead: "export them as OTLP JSON (`resourceSpans`)",
        words: &[&["\"traceId\"", "\"localEndpoint\""]],
    },
    Known {
        what: "metrics or logs of OpenTelemetry",
        instead: "pass the traces (`resourceSpans`)",
        words: &[&["\"resourceMetrics\""], &["\"resourceLogs\""]],
    },
    Known {
        what: "a flow log of a cloud",
        instead: REDUCE,
        words: &[
            &["srcaddr", "dstaddr"],
            &["\"flowTuples\""],
            &["\"src_ip\"", "\"dest_ip\""],
        ],
    },
    Known {
        what: "an access log",
        instead: REDUCE,
        words: &[
            &["HTTP/1.1\" "],
            &["HTTP/2.0\" "],
            &["HTTP/1.0\" "],
            &["#Fields:", "cs-"],
        ],
    },
    Known {
        what: "a plan, a state or a template",
        instead: DEPLOYED,
        words: &[
            &["\"terraform_version\""],
            &["\"resource_changes\""],
            &["AWSTemplateFormatVersion"],
            &["\"contentVersion\"", "\"resources\""],
            &["apiVersion:", "kind:"],
        ],
    },
    Known {
        what: "an entry of a visit (HAR) without the rest of it",
        instead: AS_HAR,
        words: &[&["\"startedDateTime\"", "\"request\"", "\"response\""]],
    },
    Known {
        what: "a page",
        instead: AS_HAR,
        words: &[&["<!doctype html"], &["<!DOCTYPE html"], &["<html"]],
    },
    Known {
        what: "an estate",
        instead: "name the estate first, and what was seen with `--observed`",
        words: &[&["\ncontroller:", "parties:"]],
    },
];

/// The error for a file that no format reads.
pub(super) fn unrecognised(source: &ObservedSource<'_>) -> InputError {
    let start = Span::new(source.file, 0, 0);
    let begin = source.begin();
    if begin.is_empty() {
        return InputError::new(InputErrorKind::Syntax, start, "this file is empty").help(EXPECTED);
    }
    let has_all = |words: &&[&str]| words.iter().all(|word| begin.contains(word));
    match KNOWN.iter().find(|known| known.words.iter().any(&has_all)) {
        Some(known) => {
            let message = format!("this is {}", known.what);
            InputError::new(InputErrorKind::BadValue, start, message).help(known.instead)
        }
        None => {
            let message = "this is no file of what was seen that is known";
            InputError::new(InputErrorKind::BadValue, start, message).help(EXPECTED)
        }
    }
}
