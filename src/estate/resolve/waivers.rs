//! Waivers.

use std::collections::BTreeMap;

use super::super::raw::{RawWaiver, Text};
use crate::estate::model::{STATE_VERSION, Waiver};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{InputError, InputErrorKind, Span};

impl Resolver<'_> {
    /// The waivers in the order of their findings; each finding may be waived once.
    pub(super) fn waivers(&mut self, raw: &[RawWaiver]) -> Option<Vec<Waiver>> {
        let mut built: BTreeMap<String, Waiver> = BTreeMap::new();
        let mut sound = true;
        for raw in raw {
            let Some(waiver) = self.waiver(raw) else {
                sound = false;
                continue;
            };
            if let Some(first) = built.get(&waiver.finding) {
                let error = InputError::new(
                    InputErrorKind::DuplicateId,
                    waiver.span,
                    format!("the finding `{}` is waived twice", waiver.finding),
                )
                .related(Some(first.span), "here as well")
                .help("keep one of them");
                self.extend(Some(error));
                continue;
            }
            built.insert(waiver.finding.clone(), waiver);
        }
        sound.then(|| built.into_values().collect())
    }

    fn waiver(&mut self, raw: &RawWaiver) -> Option<Waiver> {
        let finding = self.finding_id(&raw.finding);
        let state = self.state(&raw.state);
        let until = self.date(&raw.until);
        let place = |text: &Text| text.span.unwrap_or(Span::NOWHERE);
        Some(Waiver {
            finding: finding?,
            rule: raw.rule.value.trim().to_owned(),
            owner: raw.owner.value.trim().to_owned(),
            reason: raw.reason.value.trim().to_owned(),
            until: until?,
            state: state?,
            span: place(&raw.finding),
            until_span: place(&raw.until),
            state_span: place(&raw.state),
        })
    }

    fn finding_id(&mut self, text: &Text) -> Option<String> {
        let written = text.value.trim();
        if is_digits(written) {
            return Some(written.to_owned());
        }
        self.bad_value(
            text,
            || format!("`{text}` is not the id of a finding"),
            "it has twelve digits, `0` to `9` and `a` to `f`: `fairnotice explain FINDING` prints it; in YAML \
             put it in quotes",
        );
        None
    }

    /// A state of the present version. What an older one was made of is not known any more, so that a
    /// person has to look at the finding again.
    fn state(&mut self, text: &Text) -> Option<String> {
        let written = text.value.trim();
        let digits = written
            .split_once(':')
            .filter(|(version, _)| *version == STATE_VERSION)
            .map(|(_, digits)| digits);
        if digits.is_some_and(is_digits) {
            return Some(written.to_owned());
        }
        self.bad_value(
            text,
            || format!("`{text}` is no state of a finding"),
            &format!(
                "it is `{STATE_VERSION}:` and twelve digits, `0` to `9` and `a` to `f`: look at the finding again, \
                 and write the state that `fairnotice explain FINDING` prints"
            ),
        );
        None
    }
}

/// Twelve hexadecimal digits, as findings and their digests are written.
fn is_digits(written: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    written.len() == 12 && written.bytes().all(is_hex)
}
