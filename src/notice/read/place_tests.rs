//! Where data go, and where they only come from. All wording is ours.

use super::tests::plain;
use super::*;

/// The places of the transfers in a text, with their safeguards.
fn transfers(text: &str) -> Vec<String> {
    let found = plain(text).into_iter();
    let found = found.filter(|it| it.says.kind == Kind::Transfers);
    found
        .flat_map(|it| [it.says.places, it.says.safeguards].concat())
        .collect()
}

#[test]
fn the_place_that_data_come_from_is_no_destination() {
    for (text, places) in [
        (
            "If you live in the European Economic Area, your data may be transferred outside the EEA.",
            vec!["outside-eea"],
        ),
        (
            "We transfer data from the European Union and the United Kingdom to Japan.",
            vec!["JP"],
        ),
        (
            "If you are in the EU, your data are transferred to and stored in the United States.",
            vec!["US"],
        ),
        (
            "EU personal data may be transferred to the U.S. when you order.",
            vec!["US"],
        ),
        (
            "The data of users who live in France or in Spain are stored in Canada.",
            vec!["CA"],
        ),
        ("The data of UK users are transferred to India.", vec!["IN"]),
        // Who reaches data from a place has them there.
        (
            "Your data are stored in Ireland and accessed from the United States.",
            vec!["IE", "US"],
        ),
        ("We store your data in the EU.", vec!["EU"]),
        (
            "Your data are transferred to the UK and the US.",
            vec!["GB", "US"],
        ),
    ] {
        assert_eq!(transfers(text), places, "{text}");
    }
}

#[test]
fn protection_in_a_place_sends_nothing_there() {
    for text in [
        "Whenever we transfer your data out of the EEA, they have the protection that they have in the EEA.",
        "We process your data to let you pay with GOV.UK Pay.",
        "If you are located in Switzerland, the contact details of the authority are stored at edoeb.example.",
    ] {
        assert!(transfers(text).is_empty(), "{text}: {:?}", transfers(text));
    }
}

#[test]
fn what_is_not_adequate_is_no_safeguard() {
    for text in [
        "We transfer data to countries that the European Commission has not recognised as adequate.",
        "We transfer data to countries without an adequate level of protection.",
        "We transfer data to other countries, for which there is no adequacy decision.",
    ] {
        assert_eq!(transfers(text), ["third-countries"], "{text}");
    }
    let adequate = "We transfer data to countries for which the European Commission has made an adequacy decision.";
    assert_eq!(
        transfers(adequate),
        ["third-countries", "commission-adequacy"]
    );
}
