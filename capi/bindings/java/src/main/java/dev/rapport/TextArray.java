package dev.rapport;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;

/** Texts as an array of pointers and one of lengths. */
final class TextArray implements AutoCloseable {
  final long[] lengths;
  private final Memory memory;

  TextArray(List<String> texts) {
    List<byte[]> encoded = texts.stream().map(Utf8::encode).toList();
    long tail = (long) texts.size() * Long.BYTES;
    lengths = encoded.stream().mapToLong(bytes -> bytes.length).toArray();
    long total = tail;
    for (long length : lengths) total += length;
    memory = new Memory(Math.max(total, 1));
    for (int i = 0; i < lengths.length; i++) {
      memory.setLong((long) i * Long.BYTES, address() + tail);
      memory.write(tail, encoded.get(i), 0, encoded.get(i).length);
      tail += lengths[i];
    }
  }

  long address() {
    return Pointer.nativeValue(memory);
  }

  @Override
  public void close() {
    memory.close();
  }
}
