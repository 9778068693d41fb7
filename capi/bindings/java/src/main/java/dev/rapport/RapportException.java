package dev.rapport;

import java.util.List;
import java.util.Optional;

/**
 * A call that failed, with what the library says about it.
 *
 * <p>The message is one line for people: that of the first error when packs are invalid, with its
 * place in front.
 */
public final class RapportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String detail;
  private final Position position;

  @SuppressWarnings("serial") // lists made by List.copyOf can be serialised
  private final List<Diagnostic> diagnostics;

  private final String report;

  RapportException(int code, String detail, Position position) {
    this(code, detail, position, List.of(), "");
  }

  /** One that the binding itself finds. */
  RapportException(Status status, String detail) {
    this(status.ordinal(), detail, null);
  }

  RapportException(
      int code, String detail, Position position, List<Diagnostic> diagnostics, String report) {
    super(position == null ? detail : position + ": " + detail);
    this.code = code;
    this.detail = detail;
    this.position = position;
    this.diagnostics = List.copyOf(diagnostics);
    this.report = report;
  }

  /** {@return why, as a constant; never {@link Status#OK}} */
  public Status status() {
    return Words.at(code, Status.UNKNOWN);
  }

  /** {@return the number of the status, as in the C interface} */
  public int code() {
    return code;
  }

  /** {@return the message without the place} */
  public String detail() {
    return detail;
  }

  /** {@return where the first error of a pack is; empty when it is not about a place in a pack} */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /**
   * {@return all errors and warnings by file and position; empty unless the status is {@link
   * Status#INVALID_PACK}}
   */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * {@return the diagnostics as {@code rapport check} prints them; empty unless the status is
   * {@link Status#INVALID_PACK}}
   */
  public String report() {
    return report;
  }

  RapportException with(List<Diagnostic> all, String text) {
    RapportException full = new RapportException(code, detail, position, all, text);
    full.setStackTrace(getStackTrace());
    return full;
  }
}
