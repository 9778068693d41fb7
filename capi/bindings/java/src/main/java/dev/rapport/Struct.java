package dev.rapport;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * A C structure and the texts that it points to, in one piece of memory. Its fields are put one
 * after another; all that the library has are aligned without gaps.
 */
final class Struct implements AutoCloseable {
  private final Memory memory;
  private long at;
  private long tail;

  /** {@code size} bytes of fields, the first of which is the size, and room for the texts. */
  Struct(int size, byte[]... texts) {
    long total = size;
    for (byte[] text : texts) total += text.length;
    memory = new Memory(total);
    tail = size;
    putInt(size);
  }

  Struct putInt(int value) {
    memory.setInt(at, value);
    at += Integer.BYTES;
    return this;
  }

  Struct putLong(long value) {
    memory.setLong(at, value);
    at += Long.BYTES;
    return this;
  }

  /** A pointer and a length. */
  Struct putText(byte[] text) {
    memory.write(tail, text, 0, text.length);
    putLong(address() + tail);
    tail += text.length;
    return putLong(text.length);
  }

  long address() {
    return Pointer.nativeValue(memory);
  }

  @Override
  public void close() {
    memory.close();
  }
}
