package dev.rapport;

/** How much a review says. */
public enum ReviewDetail {
  /** Every finding, and the score. */
  ALL,
  /** What helps while the reply is being written: whether it is blocked, and the one tip. */
  DRAFT
}
