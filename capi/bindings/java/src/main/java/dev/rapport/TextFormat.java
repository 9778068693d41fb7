package dev.rapport;

/** How the text of a turn is written. */
public enum TextFormat {
  /** Plain text. */
  TEXT,
  /** HTML, of which the text is read. */
  HTML,
  /** An e-mail with quotations and a signature. */
  EMAIL,
  /** Words that were spoken. */
  TRANSCRIPT
}
