package dev.rapport;

/** Who does an action. */
public enum Performer {
  /** The person who answers. */
  AGENT,
  /** The host, by itself. */
  SYSTEM,
  /** Somebody above. */
  SUPERVISOR,
  /** One that this version of the binding does not know. */
  UNKNOWN
}
