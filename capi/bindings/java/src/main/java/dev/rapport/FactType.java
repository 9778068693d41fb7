package dev.rapport;

/** Type of a declared fact, with the {@code setFact} of {@link Conversation} that takes it. */
public enum FactType {
  /** A truth value. */
  BOOL,
  /** A {@code long}. */
  INT,
  /** A {@code double}, or a {@code long}. */
  DOUBLE,
  /** A {@link String}. */
  STRING,
  /** A {@link String}, one of the declared values. */
  ENUM,
  /** A {@link java.time.Duration}. */
  DURATION,
  /** An {@link java.time.Instant}. */
  TIMESTAMP,
  /** A list of strings. */
  STRINGS,
  /** One that this version of the binding does not know. */
  UNKNOWN
}
