package dev.rapport;

/** Kind of an action. */
public enum ActionKind {
  /** Keeps somebody safe. */
  SAFETY,
  /** Calms. */
  DE_ESCALATION,
  /** Says what is not accepted. */
  BOUNDARY,
  /** Says sorry. */
  APOLOGY,
  /** Does what was asked for. */
  SERVICE,
  /** Tells or compares. */
  INFORMATION,
  /** Gives something away. */
  OFFER,
  /** Thanks, or remembers. */
  RELATIONSHIP,
  /** Leads the conversation. */
  CONVERSATION,
  /** Comes back later. */
  FOLLOW_UP,
  /** Passes the case on. */
  HANDOVER,
  /** One that this version of the binding does not know. */
  UNKNOWN
}
