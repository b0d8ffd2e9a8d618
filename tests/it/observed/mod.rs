//! What was seen: the verb `observe`, `check --observed`, and what of such files may reach anybody.

mod counted;
mod privacy;
mod remedies;
mod verbs;
mod visits;
