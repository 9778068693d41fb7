"""What the library says when a call fails."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An error or a warning about a pack.

    `line` and `column` count from 1 and are 0 when it is about a file as a whole; `column` and
    `width`, the number of characters that a caret marks, count code points.
    """

    severity: str  #: "error" or "warning"
    code: str  #: a stable word, such as "unknown-key"
    file: str
    line: int
    column: int
    width: int
    message: str
    snippet: str  #: the line of the file; may be empty
    hint: str  #: what to do; may be empty


class RapportError(Exception):
    """The library refused a call.

    Misuse that Python itself can see raises its usual exceptions instead: TypeError, ValueError (a
    closed object, a time without a zone, half a surrogate pair), OverflowError (more than 64 bits).
    """

    message: str  #: one line for people
    status: str  #: the reason in a word: "invalid_argument", "invalid_pack", "not_found" ...
    code: int  #: the same as a number, RAPPORT_INVALID_ARGUMENT ... of c.h
    file: str  #: where the first error of a pack stands; "" and 0 without a place
    line: int
    column: int
    diagnostics: tuple[Diagnostic, ...]  #: of an invalid pack: all errors and warnings
    report: str  #: the same as text, as `rapport check` prints it

    def __init__(
        self,
        message: str,
        *,
        status: str = "internal",
        code: int = 7,
        file: str = "",
        line: int = 0,
        column: int = 0,
        diagnostics: tuple[Diagnostic, ...] = (),
        report: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.diagnostics = diagnostics
        self.report = report

    def __str__(self) -> str:
        # The report names the places itself, so it says all that the first line would.
        return self.report.rstrip("\n") or self.message
