//! Pages as people write them: unclosed elements, lists in cells, values over several lines.

use super::*;

fn shown(path: &str, text: &str) -> Vec<String> {
    let cells = |cells: &[Cell]| {
        let cells: Vec<String> = cells.iter().map(|it| it.text.replace('\n', "/")).collect();
        cells.join(" | ")
    };
    let blocks = read(PageFormat::of(path, text), text);
    let mut lines = Vec::new();
    for block in &blocks {
        match block {
            Block::Heading { level, cell } => lines.push(format!("h{level} {}", cell.text)),
            Block::Paragraph(cell) => lines.push(format!("p {}", cell.line())),
            Block::List(items) => lines.push(format!("list {}", cells(items))),
            Block::Table(table) => {
                for row in &table.rows {
                    let kind = if row.is_head { "head" } else { "row" };
                    lines.push(format!("{kind} {}", cells(&row.cells)));
                }
            }
        }
    }
    lines
}

#[test]
fn a_markdown_page_has_headings_tables_and_lists() {
    let text = "---\ntitle: x\n---\n# Who\nWe use *them*.\n\n| A<br>B | C |\n|--|--|\n| d<br>e | [f](https://g.example) |\n\n- **h** - i\n  - j\n- k\n";
    assert_eq!(
        shown("a.md", text),
        [
            "h1 Who",
            "p We use them.",
            "head A/B | C",
            "row d/e | f",
            "list h - i/j | k",
        ]
    );
    let blocks = read(PageFormat::Markdown, text);
    let Some(Block::List(items)) = blocks.last() else {
        panic!("{blocks:?}")
    };
    assert_eq!(items[0].lead.as_deref(), Some("h"));
    assert_eq!(&text[items[1].at..=items[1].at], "k");
}

#[test]
fn a_page_of_html_may_leave_elements_open() {
    let text = "<html><head><title>x</title></head><body><nav><ul><li>menu</ul></nav><h2>Who</h2>\
        <table><thead><tr><th>A<th>B</thead><tbody><tr><td>c<ul><li>d<li>e</ul><td>f &amp; g\
        <tr><td colspan=2>h</table><ul><li>i<li><b>j</b>: k</ul>l<script>m</script><p>n</body>";
    assert_eq!(
        shown("a.html", text),
        [
            "h2 Who",
            "head A | B",
            "row c/d/e | f & g",
            "row h",
            "list i | j: k",
            "p l",
            "p n",
        ]
    );
}

#[test]
fn html_in_markdown_is_read() {
    let text = "# Who\n\n<table>\n<tr><th>A</th></tr>\n\n<tr><td>b <a href=\"https://c.example\">c</a></td></tr>\n</table>\n";
    assert_eq!(shown("a.md", text), ["h1 Who", "head A", "row b c"]);
}

#[test]
fn values_of_csv_may_hold_separators_quotes_and_lines() {
    let text = "\u{FEFF}Name;Use\r\n\"a;\"\"b\"\"\";\"c\nd\"\r\n\r\ne;f";
    assert_eq!(
        shown("a.csv", text),
        ["row Name | Use", "row a;\"b\" | c/d", "row e | f"]
    );
    assert_eq!(PageFormat::of("-", "Name,Use\na,b\n"), PageFormat::Csv);
    assert_eq!(
        PageFormat::of("-", "| A | B |\n|--|--|\n"),
        PageFormat::Markdown
    );
    assert_eq!(PageFormat::of("-", " <!DOCTYPE html>"), PageFormat::Html);
}
