package dev.rapport;

/** What a check says of a reply. */
public enum CheckResult {
  /** What a good reply needs here is there. */
  PASS,
  /** Something is missing, or should not be there. */
  FAIL,
  /** Not applicable: not called for here. */
  NA,
  /** One that a newer library may know. */
  UNKNOWN
}
