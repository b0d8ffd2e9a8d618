//! Several outputs of one run.

use crate::support::run::{DAY, folder, run, write};

const ESTATE: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN}
flows:
  - {id: out, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

#[test]
fn one_run_writes_all_formats() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let outputs = [
        ("a.txt", "error[transfer/no-safeguard]"),
        ("a.json", "\"findings\""),
        ("a.sarif", "\"2.1.0\""),
        ("a.xml", "<testsuites>"),
        ("a.md", "### fairnotice: "),
        ("gitlab=code-quality.json", "\"fingerprint\""),
        ("github=log", "::error file=fairnotice.yaml,"),
        ("junit=report.out", "<testsuites>"),
        ("markdown=odd=name.txt", "### fairnotice: "),
    ];
    let mut call = vec!["check", "--as-of", DAY];
    for (output, _) in outputs {
        call.extend(["--output", output]);
    }
    let shown = run(folder.path(), &call).exits(1);
    assert!(shown.out.contains("error[transfer/no-safeguard]"));
    for (output, expected) in outputs {
        let path = match output.split_once('=') {
            Some((_, path)) => path,
            None => output,
        };
        let written = std::fs::read_to_string(folder.path().join(path)).unwrap();
        assert!(written.contains(expected), "{output}: {written}");
    }
}

#[test]
fn a_format_that_cannot_be_told_is_refused_before_anything_is_written() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let refused = |arguments: &[&str]| {
        let call = [&["check", "--output", "a.txt"], arguments].concat();
        let err = run(folder.path(), &call).refused().err;
        assert!(!folder.path().join("a.txt").exists());
        err
    };
    let err = refused(&["--output", "report.pdf"]);
    assert!(
        err.contains("cannot tell the format of `report.pdf`"),
        "{err}"
    );
    assert!(err.contains("`gitlab=report.pdf`"), "{err}");
    let err = refused(&["--output", "gitlab="]);
    assert!(err.contains("`gitlab=` names no file"), "{err}");
}
