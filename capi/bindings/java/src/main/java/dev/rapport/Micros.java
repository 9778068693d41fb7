package dev.rapport;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time as the library counts it. What is below a microsecond is cut off. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final Map<String, Long> UNITS =
      Map.of(
          "w", 604_800_000_000L,
          "d", 86_400_000_000L,
          "h", 3_600_000_000L,
          "m", 60_000_000L,
          "s", PER_SECOND,
          "ms", 1000L,
          "us", 1L);
  private static final Pattern PART =
      Pattern.compile("([0-9]+)(?:\\.([0-9]+))?(w|d|h|ms|m|us|s)");

  private Micros() {}

  /** Null stands for an instant that is not known. */
  static long orUnknown(Instant instant) {
    return instant == null ? 0 : of(instant);
  }

  static long of(Instant instant) {
    return count(instant.getEpochSecond(), instant.getNano(), instant);
  }

  static long of(Duration duration) {
    return count(duration.getSeconds(), duration.getNano(), duration);
  }

  /** Text as records have it: "90d", "1h30m", "-1.5h". */
  static long ofDuration(String text, String fact) {
    int start = text.startsWith("-") ? 1 : 0;
    Matcher part = PART.matcher(text);
    long total = 0;
    int end = start;
    try {
      for (; end < text.length() && part.find(end) && part.start() == end; end = part.end()) {
        long unit = UNITS.get(part.group(3));
        long whole = Math.multiplyExact(Long.parseLong(part.group(1)), unit);
        total = Math.addExact(total, Math.addExact(whole, fraction(part.group(2), unit)));
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw noDuration(fact, "does not fit into 64 bits");
    }
    if (end == start || end < text.length()) {
      throw noDuration(
          fact, "must be a duration such as \"2h\", \"1h30m\" or \"90d\", not '" + text + "'");
    }
    return start == 0 ? total : -total;
  }

  // Six digits count, as in the library.
  private static long fraction(String digits, long unit) {
    if (digits == null) return 0;
    String millionths = (digits + "000000").substring(0, 6);
    return unit * Long.parseLong(millionths) / 1_000_000;
  }

  private static RapportException noDuration(String fact, String what) {
    return new RapportException(Status.INVALID_ARGUMENT, "fact '" + fact + "' " + what);
  }

  private static long count(long seconds, int nanos, Object time) {
    try {
      return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), nanos / 1000);
    } catch (ArithmeticException e) {
      throw new RapportException(Status.INVALID_ARGUMENT, "out of range: " + time);
    }
  }
}
