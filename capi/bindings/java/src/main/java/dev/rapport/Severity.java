package dev.rapport;

/** Severity of a {@link Diagnostic}. */
public enum Severity {
  /** The packs cannot be compiled. */
  ERROR,
  /** They can, but probably do not mean what they say. */
  WARNING,
  /** One that this version of the binding does not know. */
  UNKNOWN
}
