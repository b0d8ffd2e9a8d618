//! Every format, read from a small file of its kind.
