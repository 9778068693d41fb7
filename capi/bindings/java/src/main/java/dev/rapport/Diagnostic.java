package dev.rapport;

import java.io.Serializable;

/**
 * What is wrong at one place of a pack.
 *
 * @param severity whether it stops the packs from being compiled
 * @param code a stable word such as {@code unknown-key}
 * @param file the file's name
 * @param line from 1; 0 when it is about the file as a whole
 * @param column from 1, in code points; 0 when it is about the file as a whole
 * @param width how many code points are meant
 * @param message one line for people
 * @param snippet the line of the file; may be empty
 * @param hint what to do; may be empty
 */
public record Diagnostic(
    Severity severity,
    String code,
    String file,
    int line,
    int column,
    int width,
    String message,
    String snippet,
    String hint)
    implements Serializable {}
