package dev.rapport;

/** What counted for a decision. */
public enum EvidenceKind {
  /** A hit of a cue. */
  CUE,
  /** A condition that holds. */
  CONDITION,
  /** A word, or a pair of words, of the word tables. */
  WORD
}
