package dev.rapport;

/** Who speaks in a turn. */
public enum Speaker {
  /** The customer. */
  CUSTOMER,
  /** A person of the host's. */
  AGENT,
  /** A machine of the host's. */
  BOT,
  /** The channel itself. */
  SYSTEM,
  /** Anybody else. */
  THIRD_PARTY
}
