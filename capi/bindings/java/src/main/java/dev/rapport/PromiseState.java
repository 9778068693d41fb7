package dev.rapport;

/** Whether a promise was kept. */
public enum PromiseState {
  /** Not yet, and there is time. */
  OPEN,
  /** It was. */
  KEPT,
  /** It was not in time. */
  OVERDUE,
  /** One that a newer library may know. */
  UNKNOWN
}
