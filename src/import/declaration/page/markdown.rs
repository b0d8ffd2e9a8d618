//! The tables, lists and headings of Markdown, and of the HTML in it.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::block::Block;
use super::build::Builder;
use super::html::Html;

/// The blocks of a Markdown text.
pub(super) fn read(text: &str) -> Vec<Block> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let base = text.len() - body.len();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let (mut builder, mut html, mut hidden) = (Builder::default(), Html::default(), 0_usize);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        let at = base + range.start;
        match event {
            Event::Start(Tag::MetadataBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::MetadataBlock(_) | TagEnd::Image) => {
                hidden = hidden.saturating_sub(1);
            }
            _ if hidden > 0 => {}
            Event::Start(tag) => begin(&mut builder, &tag, at),
            Event::End(tag) => end(&mut builder, tag),
            Event::Text(words) | Event::Code(words) => builder.text(&words, at),
            Event::Html(_) | Event::InlineHtml(_) => {
                html.push(&mut builder, body.get(range).unwrap_or(""), at);
            }
            Event::SoftBreak => builder.text(" ", at),
            Event::HardBreak => builder.line(),
            Event::Rule => builder.border(),
            _ => {}
        }
    }
    builder.finish()
}

fn begin(builder: &mut Builder, tag: &Tag<'_>, at: usize) {
    match tag {
        Tag::Heading { level, .. } => builder.heading(number(*level), at),
        Tag::List(_) => builder.list(),
        Tag::Item => builder.item(at),
        Tag::Table(_) => builder.table(at),
        Tag::TableHead => {
            builder.head(true);
            builder.row();
        }
        Tag::TableRow => builder.row(),
        Tag::TableCell => builder.cell_of_row(at, false, 1, 1),
        Tag::Strong => builder.begin_lead(),
        Tag::Link { dest_url, .. } => {
            builder.begin_lead();
            builder.text("", at);
            builder.link(dest_url);
        }
        Tag::Emphasis | Tag::Strikethrough => {}
        _ => builder.border(),
    }
}

fn end(builder: &mut Builder, tag: TagEnd) {
    match tag {
        TagEnd::Heading(_) => builder.end_heading(),
        TagEnd::List(_) => builder.end_list(),
        TagEnd::Item => builder.end_item(),
        TagEnd::Table => builder.end_table(),
        TagEnd::TableHead => {
            builder.end_row();
            builder.head(false);
        }
        TagEnd::TableRow => builder.end_row(),
        TagEnd::TableCell => builder.end_cell(),
        TagEnd::Strong | TagEnd::Link => builder.end_lead(),
        TagEnd::Emphasis | TagEnd::Strikethrough => {}
        _ => builder.border(),
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
