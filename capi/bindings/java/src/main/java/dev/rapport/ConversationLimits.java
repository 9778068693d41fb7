package dev.rapport;

/**
 * Bounds on one conversation.
 *
 * @param turns how many it may have; a further one is refused; 0 stands for 2,000
 * @param turnBytes longer texts are cut at a character; 0 stands for 64 KiB
 */
public record ConversationLimits(int turns, long turnBytes) {
  /**
   * Neither may be negative.
   *
   * @param turns how many turns it may have
   * @param turnBytes how long a text may be
   */
  public ConversationLimits {
    if (turns < 0 || turnBytes < 0) throw new IllegalArgumentException("a limit is negative");
  }

  /** As {@code rapport_conversation_limits} of the C interface. */
  Struct toStruct() {
    return new Struct(16).putInt(turns).putLong(turnBytes);
  }
}
