//! Plain values for every front end: what findings, rules, timelines and traces look like once ids are
//! resolved to names and spans to places. Formats render them; nothing here decides anything.

mod asked;
mod catalogue;
mod citations;
mod comparison;
mod explanation;
mod finding;
mod from_outcome;
mod guesses;
mod law;
mod looked_at;
mod not_judged;
mod notice_diff;
mod notice_draft;
mod notice_lint;
mod observed;
mod observed_file;
mod outlook;
mod overrides;
mod paths;
mod questions;
mod reconcile;
mod references;
mod remedy;
mod rerun;
mod rule;
mod summary;
mod terms;
mod timeline;
mod timeline_seen;
mod trace;
mod vendors;

pub use asked::{
    CONTRACTS, HOSTING, INFORMS, ITEM, NOT_RECORDED, QuestionPart, SAFEGUARDS, SHARES, is_day,
};
pub use catalogue::{LawList, RuleList};
pub use citations::EvidenceReport;
pub use comparison::{
    AssumedReport, AssumptionView, ComparisonView, DiffReport, Sentence, SupportView, TransferView,
};
pub use explanation::{ExplainedFinding, Explanation};
pub use finding::{
    FindingView, GoneView, Heading, LabelView, LawRowView, LawView, Named, Report, RowView,
    RuleView, StatementView, WaiverView,
};
pub use from_outcome::{law_view, link};
pub use law::{UNREAD_MARK, unread_note, unread_note_of};
pub use looked_at::LookedAt;
pub use notice_diff::{ChangeView, NoticeDiff};
pub use notice_draft::{DraftSentence, NoticeDrafts, OpenFinding, concerns_notice};
pub use notice_lint::{Answer, ItemAnswer, NoticeLint, Vague};
pub use observed::{CookieView, HostView, ObserveReport, SeenView, UnseenView};
pub use observed_file::ObservedFile;
pub use outlook::{EarliestView, VariantChange, VariantView};
pub use paths::under;
pub use questions::{Question, QuestionList};
pub use reconcile::{FileView, ReconcileReport, ResourceView, Side};
pub use references::{FindingRef, StatementRef};
pub use remedy::{
    DraftView, FileDiff, PremiseView, RemedyChange, RemedyView, Replaced, copied, diff_lines,
    unified,
};
pub use rerun::shell_word;
pub use summary::Summary;
pub use terms::{TermList, TermView};
pub use timeline::{
    EventView, FlowStatus, FlowTimeline, IntervalView, MechanismView, RuleRef, TimelineView,
    TrackView,
};
pub use timeline_seen::{Days, NOBODY_SEEN, SeenOverTime};
pub use trace::{EndView, RecipientView, StepView, TraceView, TransferredView};
pub use vendors::{CheckedView, CompanyView, FrameworkView, VendorList, VendorView};
