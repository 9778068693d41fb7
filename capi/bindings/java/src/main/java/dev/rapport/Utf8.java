package dev.rapport;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Text to and from the library: bytes and a length, never up to a NUL. */
final class Utf8 {
  private Utf8() {}

  /** Half a surrogate pair becomes U+FFFD, as the library does with malformed bytes. */
  static byte[] encode(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!Character.isSurrogate(c)) continue;
      boolean pair =
          Character.isHighSurrogate(c)
              && at + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(at + 1));
      if (!pair) return repair(text).getBytes(StandardCharsets.UTF_8);
      at++;
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String decode(long address, long length) {
    if (length == 0) return "";
    if (length > Integer.MAX_VALUE) {
      throw new RapportException(Status.LIMIT_EXCEEDED, "the text is longer than Java can hold");
    }
    byte[] bytes = new Pointer(address).getByteArray(0, (int) length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String repair(String text) {
    // Only halves without their partner show up as code points of their own.
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
