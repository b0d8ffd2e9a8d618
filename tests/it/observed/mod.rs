//! What was seen: the verb `observe`, `check --observed`, and what of such files may reach anybody.

mod answers;
mod counted;
mod pages;
mod privacy;
mod remedies;
mod stored;
mod verbs;
mod visits;
