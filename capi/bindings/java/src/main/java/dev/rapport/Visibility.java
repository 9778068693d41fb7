package dev.rapport;

/** Who sees a turn. */
public enum Visibility {
  /** Everybody. */
  PUBLIC,
  /** A note that the customer does not see; it is never read as a reply. */
  INTERNAL
}
