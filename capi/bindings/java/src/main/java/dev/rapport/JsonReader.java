package dev.rapport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON strictly, as RFC 8259 has it: objects become maps in the order of the text, lists
 * lists, numbers {@link Long} or else {@link Double}. All that it gives is immutable.
 */
final class JsonReader {
  private static final int MOST_DEPTH = 64; // what the library writes is far from it

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) throw reader.failure("something after the value");
    return value;
  }

  @SuppressWarnings("unchecked") // keys are strings in all that is read here
  static Map<String, Object> readObject(String text) {
    if (read(text) instanceof Map<?, ?> map) return (Map<String, Object>) map;
    throw new RapportException(Status.INVALID_ARGUMENT, "not a JSON object");
  }

  private Object value() {
    skipSpace();
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return list();
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> object() {
    enter();
    Map<String, Object> object = new LinkedHashMap<>();
    if (!closes('}')) {
      do {
        skipSpace();
        String key = string();
        skipSpace();
        if (!take(':')) throw failure("expected ':'");
        if (object.containsKey(key)) throw failure("key '" + key + "' is given twice");
        object.put(key, value());
      } while (continues('}'));
    }
    depth--;
    return Collections.unmodifiableMap(object);
  }

  private List<Object> list() {
    enter();
    List<Object> list = new ArrayList<>();
    if (!closes(']')) {
      do {
        list.add(value());
      } while (continues(']'));
    }
    depth--;
    return Collections.unmodifiableList(list);
  }

  private void enter() {
    at++;
    if (++depth > MOST_DEPTH) throw failure("nested deeper than " + MOST_DEPTH);
  }

  private boolean closes(char bracket) {
    skipSpace();
    return take(bracket);
  }

  private boolean continues(char bracket) {
    skipSpace();
    if (take(',')) return true;
    if (take(bracket)) return false;
    throw failure("expected ',' or '" + bracket + "'");
  }

  private String string() {
    if (!take('"')) throw failure("expected a string");
    int start = at;
    while (peek() != '"' && peek() != '\\') plain();
    if (peek() == '"') return text.substring(start, at++);
    StringBuilder out = new StringBuilder().append(text, start, at);
    while (!take('"')) {
      if (take('\\')) {
        out.append(escaped());
      } else {
        out.append(plain());
      }
    }
    return out.toString();
  }

  private char plain() {
    char c = next();
    if (c < ' ') throw failure("a control character in a string");
    return c;
  }

  private char escaped() {
    char c = next();
    switch (c) {
      case '"', '\\', '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = hexDigit(next());
          if (digit < 0) throw failure("expected four hexadecimal digits");
          code = code * 16 + digit;
        }
        return (char) code;
      default:
        throw failure("no escape '\\" + c + "'");
    }
  }

  // Not Character.digit, which knows the digits of every script.
  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private Object number() {
    int start = at;
    take('-');
    if (!take('0') && !digits()) throw failure("expected a value");
    boolean whole = true;
    if (take('.')) {
      whole = false;
      if (!digits()) throw failure("expected a digit");
    }
    if (take('e') || take('E')) {
      whole = false;
      if (!take('+')) take('-');
      if (!digits()) throw failure("expected a digit");
    }
    String number = text.substring(start, at);
    if (whole) {
      try {
        return Long.valueOf(number);
      } catch (NumberFormatException e) {
        throw failure("the integer does not fit into 64 bits");
      }
    }
    return Double.valueOf(number);
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    return at > start;
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) throw failure("expected a value");
    at += word.length();
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private char peek() {
    if (at >= text.length()) throw failure("the text ends too soon");
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private boolean take(char c) {
    if (at >= text.length() || text.charAt(at) != c) return false;
    at++;
    return true;
  }

  private RapportException failure(String what) {
    return new RapportException(
        Status.INVALID_ARGUMENT, "not JSON at character " + (at + 1) + ": " + what);
  }
}
