package dev.rapport;

/** How far a step of a protocol is. */
public enum StepStatus {
  /** To be done later. */
  OPEN,
  /** To be done now. */
  NEXT,
  /** An agent has done it. */
  DONE,
  /** It does not have to be done. */
  NOT_NEEDED,
  /** To be kept to all the time. */
  THROUGHOUT,
  /** One that a newer library may know. */
  UNKNOWN
}
