package dev.rapport;

import java.io.Serializable;

/**
 * A place in a pack.
 *
 * @param file the file's name
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in code points; 0 for the file as a whole
 */
public record Position(String file, int line, int column) implements Serializable {
  /** As compilers write it: {@code shop.yaml:3:12}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
