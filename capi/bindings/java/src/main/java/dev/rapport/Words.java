package dev.rapport;

import java.util.Locale;

/** The words that packs and records use for constants: DE_ESCALATION is "de_escalation". */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant of a word, or {@code unknown}: a newer library may know more of them. */
  static <E extends Enum<E>> E parse(String word, E unknown) {
    try {
      return Enum.valueOf(unknown.getDeclaringClass(), word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return unknown;
    }
  }

  /** The constant of a number that the library gives, or {@code unknown}, which is the last. */
  static <E extends Enum<E>> E at(int number, E unknown) {
    E[] constants = unknown.getDeclaringClass().getEnumConstants();
    return number >= 0 && number < constants.length ? constants[number] : unknown;
  }
}
