package dev.rapport;

/** What could not be determined. */
public enum UndeterminedKind {
  /** A condition of the pack. */
  CONDITION,
  /** A policy. */
  POLICY,
  /** A need of the customer. */
  NEED,
  /** A kind of contact. */
  CONTACT_KIND,
  /** One that a newer library may know. */
  UNKNOWN
}
