package dev.rapport;

import com.sun.jna.Pointer;

/** The outputs of a call to the library, and an exception for each status but OK. */
final class Call {
  /** A pointer, a size or an instant, as the function has it. */
  final long[] value = new long[1];

  final long[] length = new long[1];
  final long[] error = new long[1];
  private final int[] number = new int[1];

  /** A function that gives the text of the element {@code index} of something. */
  interface TextGetter {
    int get(long handle, long index, long[] text, long[] length);
  }

  interface NumberGetter {
    int get(long handle, long index, int[] number);
  }

  interface CountGetter {
    int get(long handle, long[] count);
  }

  interface WholeTextGetter {
    int get(long handle, long[] text, long[] length);
  }

  void check(int status) {
    if (status == 0) return;
    long address = error[0];
    error[0] = 0;
    if (address == 0) throw new RapportException(status, "the call failed", null);
    RapportException exception;
    try {
      String message = Utf8.decode(Capi.rapport_error_message(address, length), length[0]);
      String file = Utf8.decode(Capi.rapport_error_file(address, length), length[0]);
      int line = Capi.rapport_error_line(address);
      int column = Capi.rapport_error_column(address);
      Position position = file.isEmpty() ? null : new Position(file, line, column);
      exception = new RapportException(status, message, position);
    } finally {
      Capi.rapport_error_free(address);
    }
    throw exception;
  }

  /** The text that {@link #value} and {@link #length} have received. */
  String text() {
    return Utf8.decode(value[0], length[0]);
  }

  String text(WholeTextGetter getter, long handle) {
    check(getter.get(handle, value, length));
    return text();
  }

  String text(TextGetter getter, long handle, long index) {
    check(getter.get(handle, index, value, length));
    return text();
  }

  int number(NumberGetter getter, long handle, long index) {
    check(getter.get(handle, index, number));
    return number[0];
  }

  long count(CountGetter getter, long handle) {
    check(getter.get(handle, value));
    return value[0];
  }

  /** What is only followed by a NUL. */
  static String staticText(long address) {
    return new Pointer(address).getString(0, "UTF-8");
  }
}
