package dev.rapport;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;

/** Writes a record, on one line. What JSON or the library cannot take is named in the failure. */
final class JsonWriter {
  private static final int MOST_DEPTH = 64; // the library refuses what is deeper than 32

  private final StringBuilder out = new StringBuilder();
  private final ArrayDeque<Object> path = new ArrayDeque<>(); // keys and indices, for messages

  private JsonWriter() {}

  static String write(Map<String, ?> record) {
    JsonWriter writer = new JsonWriter();
    writer.map(record);
    return writer.out.toString();
  }

  private void value(Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof CharSequence text) {
      string(text);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Instant instant) {
      string(instant.truncatedTo(ChronoUnit.MICROS).toString());
    } else if (value instanceof Duration duration) {
      duration(duration);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof Iterable<?> list) {
      list(list);
    } else if (value instanceof Object[] list) {
      list(Arrays.asList(list));
    } else if (value instanceof Turn turn) {
      map(turn.toMap());
    } else if (value instanceof Speaker || value instanceof Visibility
        || value instanceof TextFormat) {
      string(Words.of((Enum<?>) value));
    } else {
      String name = value.getClass().getName();
      throw failure(
          value instanceof TemporalAccessor || value instanceof Date
              ? "a time must be a java.time.Instant, not a " + name
              : "a record takes text, numbers, booleans, Instant, Duration, lists and maps, not a "
                  + name);
    }
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) throw failure("a key is not a string");
      if (!first) out.append(',');
      first = false;
      string(key);
      out.append(':');
      inside(key, entry.getValue());
    }
    out.append('}');
  }

  private void list(Iterable<?> list) {
    out.append('[');
    int index = 0;
    for (Iterator<?> i = list.iterator(); i.hasNext(); index++) {
      if (index > 0) out.append(',');
      inside(index, i.next());
    }
    out.append(']');
  }

  private void inside(Object step, Object value) {
    path.addLast(step);
    if (path.size() > MOST_DEPTH) throw failure("nested deeper than " + MOST_DEPTH);
    value(value);
    path.removeLast();
  }

  private void number(Number number) {
    if (number instanceof BigInteger big && big.bitLength() > 63) {
      throw failure("the integer does not fit into 64 bits");
    }
    if ((number instanceof Double || number instanceof Float)
        && !Double.isFinite(number.doubleValue())) {
      throw failure("a number must be finite, not " + number);
    }
    boolean known =
        number instanceof Integer || number instanceof Long || number instanceof Double
            || number instanceof Float || number instanceof Short || number instanceof Byte
            || number instanceof BigInteger || number instanceof BigDecimal;
    if (!known) throw failure("a record cannot hold a " + number.getClass().getName());
    out.append(number);
  }

  // Seconds with six decimals, which is every duration that the library knows.
  private void duration(Duration duration) {
    long micros = Micros.of(duration);
    String sign = micros < 0 ? "-" : "";
    BigDecimal seconds = BigDecimal.valueOf(micros, 6).abs().stripTrailingZeros();
    string(sign + seconds.toPlainString() + "s");
  }

  private void string(CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private RapportException failure(String what) {
    StringBuilder place = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer) {
        place.append('[').append(step).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(step);
      }
    }
    return new RapportException(
        Status.INVALID_ARGUMENT, place.isEmpty() ? what : place + ": " + what);
  }
}
