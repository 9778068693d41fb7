package dev.rapport;

/** What is done about a record's facts that no pack declares. */
public enum UnknownFacts {
  /** The record is refused, since it may be a typing error. */
  ERROR,
  /** They are left out. */
  IGNORE
}
