package dev.rapport;

/** Why no customer type is reported. */
public enum Abstention {
  /** The best is not probable enough. */
  THRESHOLD,
  /** The best does not beat {@code none} by enough. */
  MARGIN,
  /** Nothing speaks for any type. */
  NO_EVIDENCE,
  /** The pack does not serve the customer's language. */
  LANGUAGE,
  /** A person said so. */
  OVERRIDE,
  /** One that this version of the binding does not know. */
  UNKNOWN
}
