package dev.rapport;

/** What a person decided about the escalations of a route, in place of the policies. */
public enum EscalationRule {
  /** It stands, whether or not a policy asks for it. */
  HOLD,
  /** It does not stand, but for what policies of class {@code safety} ask for. */
  SUPPRESS,
  /** One that a newer library may know; not to be set. */
  UNKNOWN
}
