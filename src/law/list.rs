//! Every table of the law, in the order in which files and their schema list them. A new table is a file
//! in `tables/` and a line here; rows have a head with an id and dates, lists have a name only.

/// Hands the list to another macro.
macro_rules! for_every_table {
    ($macro:ident) => {
        $macro! {
            lists {
                /// Schemes of certification that adequacy rows speak of.
                schemes: Named,
                /// Foreign laws that adequacy rows speak of.
                recipient_laws: Named,
            }
            rows {
                /// Adequacy decisions and regulations.
                adequacy: AdequacyRow = Adequacy "adequacy",
                /// Transfer instruments and derogations.
                instruments: InstrumentRow = Instruments "instruments",
                /// Duties that come with an instrument.
                duties: DutyRow = Duties "duties",
                /// Rulings about the law of importers' countries, and on articles of the GDPR.
                rulings: RulingRow = Rulings "rulings",
                /// Supplementary measures that can work against such law, and those that cannot.
                measures: MeasureRow = Measures "measures",
            }
            lists {
                /// Words of notices for instruments and laws.
                mechanisms: Mechanism,
            }
            rows {
                /// Legal bases.
                bases: BasisRow = Bases "bases",
                /// Conditions for special categories and criminal data.
                conditions: ConditionRow = Conditions "conditions",
                /// Ages of consent of children.
                consent_ages: ConsentAgeRow = ConsentAges "consent-ages",
                /// Which country is inside which regime.
                territory: TerritoryRow = Territory "territory",
                /// Other codes for countries.
                aliases: AliasRow = Aliases "aliases",
            }
            lists {
                /// The keys of what a notice must state.
                notice_keys: NoticeKey,
            }
            rows {
                /// What a notice must state.
                notice_items: NoticeItemRow = NoticeItems "notice-items",
                /// The record of processing activities.
                records: RecordRow = Records "records",
                /// Everything else that policies cite.
                rules: RuleRow = Rules "rules",
            }
        }
    };
}
pub(super) use for_every_table;
