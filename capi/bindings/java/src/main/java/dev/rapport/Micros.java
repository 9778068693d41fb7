package dev.rapport;

import java.time.Duration;
import java.time.Instant;

/** Time as the library counts it. What is below a microsecond is cut off. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;

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

  private static long count(long seconds, int nanos, Object time) {
    try {
      return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), nanos / 1000);
    } catch (ArithmeticException e) {
      throw new RapportException(Status.INVALID_ARGUMENT, "out of range: " + time);
    }
  }
}
