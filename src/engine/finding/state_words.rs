//! The words of the file format for what a flow declares, as version 2 of digests has them. They are
//! written out here, and not taken from the names of variants, so that a new name in Rust voids no waiver.

use crate::estate::vocabulary::{
    Audience, Channel, Conclusion, ConsentAct, DataClass, DetailsFrom, DeviceConsent, DeviceUse,
    FlowMode, FlowRole, FlowStatus, Frequency, RiskSign, Subscriber, TaskKind,
};
use crate::law::RecognisedInterest;

/// A value that the file format writes as one word.
pub(super) trait Word {
    /// The word.
    fn word(&self) -> &'static str;
}

macro_rules! words {
    ($($type:ident { $($variant:ident = $word:literal,)* })*) => {
        $(impl Word for $type {
            fn word(&self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        })*

        #[cfg(test)]
        mod tests {
            use super::*;

            /// What the file format reads from a word.
            fn read<T: serde::de::DeserializeOwned>(word: &str) -> T {
                serde_json::from_value(serde_json::Value::from(word)).unwrap()
            }

            #[test]
            fn the_file_format_has_the_same_words() {
                $($(assert_eq!(read::<$type>($word), $type::$variant);)*)*
            }
        }
    };
}

words! {
    RecognisedInterest {
        DisclosureForPublicTask = "disclosure-for-public-task",
        SecurityAndDefence = "security-and-defence",
        Emergencies = "emergencies",
        Crime = "crime",
        SafeguardingVulnerablePeople = "safeguarding-vulnerable-people",
    }
    FlowMode {
        Sent = "sent",
        RemoteAccess = "remote-access",
        Published = "published",
        Embedded = "embedded",
        Scraped = "scraped",
        Internal = "internal",
    }
    Audience {
        Territory = "territory",
        Worldwide = "worldwide",
    }
    FlowRole {
        Controller = "controller",
        JointController = "joint-controller",
        Processor = "processor",
        SubProcessor = "sub-processor",
        Carrier = "carrier",
    }
    ConsentAct {
        Statement = "statement",
        Action = "action",
        Use = "use",
    }
    Frequency {
        Once = "once",
        Occasional = "occasional",
        Systematic = "systematic",
    }
    TaskKind {
        PublicTask = "public-task",
        OtherTask = "other-task",
    }
    Conclusion {
        Adequate = "adequate",
        AdequateWithMeasures = "adequate-with-measures",
        ProblematicLaw = "problematic-law",
    }
    DataClass {
        Hr = "hr",
        NonHr = "non-hr",
    }
    RiskSign {
        Evaluation = "evaluation",
        AutomatedDecision = "automated-decision",
        SystematicMonitoring = "systematic-monitoring",
        PublicArea = "public-area",
        SensitiveData = "sensitive-data",
        LargeScale = "large-scale",
        Matching = "matching",
        VulnerablePeople = "vulnerable-people",
        Innovation = "innovation",
        Barring = "barring",
    }
    Channel {
        Email = "email",
        Sms = "sms",
        LiveCall = "live-call",
        AutomatedCall = "automated-call",
        DirectMessage = "direct-message",
        Post = "post",
    }
    Subscriber {
        Individual = "individual",
        Corporate = "corporate",
    }
    DetailsFrom {
        Sale = "sale",
        Support = "support",
    }
    DeviceUse {
        Transmission = "transmission",
        RequestedService = "requested-service",
        Statistics = "statistics",
        Appearance = "appearance",
        EmergencyAssistance = "emergency-assistance",
        Other = "other",
    }
    DeviceConsent {
        Before = "before",
        After = "after",
        None = "none",
    }
    FlowStatus {
        Proposed = "proposed",
        Live = "live",
        Retired = "retired",
    }
}
