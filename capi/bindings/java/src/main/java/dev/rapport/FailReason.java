package dev.rapport;

/** Why a check failed. */
public enum FailReason {
  /** Nothing of what the check expects is in the reply. */
  MISSING,
  /** The reply holds what it should not; the spans show it. */
  FAULT,
  /** The check's condition is not true. */
  CONDITION,
  /** An amount is above the limit in force. */
  OVER_LIMIT,
  /** The reply does what a policy forbids. */
  FORBIDDEN,
  /** The reply does what needs approval first. */
  APPROVAL,
  /** One that a newer library may know. */
  UNKNOWN
}
