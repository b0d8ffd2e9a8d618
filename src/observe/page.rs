//! Which page was visited, and whether it is the organisation's.

use super::model::Observation;

/// The page of a visit, as far as it is the organisation's.
#[derive(Debug, Clone, Copy)]
pub(super) struct VisitedPage<'o> {
    /// Its host; `None` where no page is known, or none of them is the organisation's.
    pub site: Option<&'o str>,
    /// Hosts that led to it by redirects.
    pub way: &'o [String],
    /// That it is the page is surely known, and it is the only one.
    pub is_sure: bool,
    /// The estate states hosts of the controller, and pages were visited elsewhere alone.
    pub is_elsewhere: bool,
}

/// The page of a visit. Where the estate states hosts of the controller (`has_pages`), one on these comes first, and
/// no other is the organisation's.
pub(super) fn page_of(
    observation: &Observation,
    has_pages: bool,
    is_own: impl Fn(&str) -> bool,
) -> VisitedPage<'_> {
    let nowhere = VisitedPage {
        site: None,
        way: &[],
        is_sure: false,
        is_elsewhere: false,
    };
    let Some(site) = observation.site.as_deref() else {
        return nowhere;
    };
    let first = VisitedPage {
        site: Some(site),
        way: &observation.way,
        is_sure: observation.is_page && observation.others.is_empty(),
        is_elsewhere: false,
    };
    if is_own(site) {
        return first;
    }
    if has_pages {
        let other = observation.others.iter().find(|it| is_own(&it.host));
        return match other {
            Some(page) => VisitedPage {
                site: Some(&page.host),
                way: &page.way,
                ..nowhere
            },
            None => VisitedPage {
                is_elsewhere: true,
                ..nowhere
            },
        };
    }
    // Where a host that the estate states as its own led to another page, that page is another's.
    let is_led_away = observation.way.iter().any(|way| is_own(way));
    if is_led_away { nowhere } else { first }
}
