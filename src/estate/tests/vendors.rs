//! Parties that name a vendor.

use super::{one, shown, sound};

fn estate(country: &str, party: &str) -> String {
    format!(
        "controller: acme\nparties:\n  - {{id: acme, name: Acme, country: {country}}}\n  - {party}\n"
    )
}

/// The name and the country of the second party.
fn party(country: &str, party: &str) -> (String, Option<String>) {
    let (estate, _) = sound(one(&estate(country, party)));
    let party = estate.parties.iter().find(|it| it.id == "s").unwrap();
    let seat = party.country.map(|it| it.as_str().to_owned());
    (party.name.clone(), seat)
}

#[test]
fn the_company_that_contracts_with_the_controller_is_taken() {
    let at = |name: &str, country: &str| (name.to_owned(), Some(country.to_owned()));
    let stripe = "{id: s, vendor: stripe}";
    assert_eq!(
        party("FR", stripe),
        at("Stripe Payments Europe, Limited", "IE")
    );
    assert_eq!(party("GB", stripe), at("Stripe Payments UK Ltd", "GB"));
}

#[test]
fn what_the_estate_states_itself_takes_precedence() {
    let own = party(
        "FR",
        "{id: s, vendor: stripe, name: Our Stripe, country: US}",
    );
    assert_eq!(own, ("Our Stripe".to_owned(), Some("US".to_owned())));
    let company = party("FR", "{id: s, vendor: stripe, country: GB}");
    assert_eq!(company.0, "Stripe Payments UK Ltd");
}

#[test]
fn a_vendor_or_a_company_that_the_table_lacks_is_an_error() {
    assert_eq!(
        shown(&one(&estate("FR", "{id: s, vendor: strip}"))),
        ["fairnotice.yaml:4:21: the table of vendors has no `strip` (did you mean `stripe`?)"]
    );
    assert_eq!(
        shown(&one(&estate("FR", "{id: s}"))),
        [
            "fairnotice.yaml:4:10: missing required key `country` in the party `s` (write the code of the country, \
             such as `IE`, or `unknown`; or name the `vendor` that it is)"
        ]
    );
    let elsewhere = shown(&one(&estate("BR", "{id: s, vendor: stripe}")));
    assert_eq!(
        elsewhere,
        [
            "fairnotice.yaml:4:21: the table of vendors records no company of `stripe` that contracts with a \
             controller in Brazil (write the `name` and the `country` that the contract names)"
        ]
    );
}
