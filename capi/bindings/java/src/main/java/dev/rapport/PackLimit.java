package dev.rapport;

import java.util.Map;

/** A bound on what packs may ask for, for hosts that take packs from others. */
public enum PackLimit {
  /** YAML events of one file; by default 20,000. */
  YAML_EVENTS,
  /** Nesting of lists and maps; 32. */
  YAML_DEPTH,
  /** Files of one pack; 64. */
  FILES_PER_PACK,
  /** Phrases of all cues; 10,000. */
  PHRASES,
  /** Words and steps that one phrase expands to; 4,096. */
  PHRASE_WORDS,
  /** Nesting of one condition; 64. */
  EXPRESSION_DEPTH,
  /** Bytes of one YAML file; 256 KiB. */
  FILE_BYTES,
  /** Bytes of one word table; 8 MiB. */
  TABLE_BYTES,
  /** Bytes of one YAML scalar; 16 KiB. */
  SCALAR_BYTES,
  /** Bytes of one condition; 4 KiB. */
  EXPRESSION_BYTES,
  /** Bytes of the compiled rule set; 64 MiB. */
  COMPILED_BYTES;

  /** As {@code rapport_pack_limits} of the C interface: first those of 32 bits, then sizes. */
  static Struct toStruct(Map<PackLimit, Long> limits) {
    Struct struct = new Struct(72);
    for (PackLimit limit : values()) {
      if (limit == FILE_BYTES) struct.putInt(0); // reserved
      long value = limits.getOrDefault(limit, 0L); // 0 stands for the default
      boolean small = limit.compareTo(FILE_BYTES) < 0;
      if (value < 0 || small && value > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(limit + " is out of range: " + value);
      }
      if (small) {
        struct.putInt((int) value);
      } else {
        struct.putLong(value);
      }
    }
    return struct;
  }
}
