"""Calling the library: text in and out, failures as exceptions."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import byref, c_size_t, c_void_p, string_at
from typing import Any

from rapport._errors import RapportError
from rapport._library import library

Function = Callable[..., Any]

_MOST_AT_ONCE = 2**31 - 1  # ctypes takes the length of a text as a C int


def encode(text: str, what: str) -> bytes:
    """UTF-8. UnicodeEncodeError, a ValueError, for half a surrogate pair."""
    if not isinstance(text, str):
        raise TypeError(f"{what} must be a str, not {type(text).__name__}")
    return text.encode("utf-8")


def decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def integer(value: int, what: str, least: int = -(2**63), most: int = 2**63 - 1) -> int:
    """`value`, since ctypes would cut it silently."""
    if not least <= value <= most:
        raise OverflowError(f"{what} must be between {least} and {most}, not {value}")
    return value


def take_bytes(address: int | None, length: int) -> bytes:
    """A copy of a text that the library lends."""
    start = address or 0
    if length <= _MOST_AT_ONCE:
        return string_at(start, length)
    return b"".join(
        string_at(start + offset, min(_MOST_AT_ONCE, length - offset))
        for offset in range(0, length, _MOST_AT_ONCE)
    )


def status_name(code: int) -> str:
    name: bytes = library.rapport_status_name(code)
    return name.decode()


def take_error(code: int, error: c_void_p) -> RapportError:
    """The exception for a failure; frees the library's error."""
    length = c_size_t()

    def text(function: Function) -> str:
        return decode(take_bytes(function(error, byref(length)), length.value))

    try:
        return RapportError(
            text(library.rapport_error_message) or status_name(code),
            status=status_name(code),
            code=code,
            file=text(library.rapport_error_file),
            line=library.rapport_error_line(error),
            column=library.rapport_error_column(error),
        )
    finally:
        library.rapport_error_free(error)
        error.value = None


def call(function: Function, *arguments: object) -> None:
    """Calls a function whose last argument is `error`."""
    error = c_void_p()
    code = function(*arguments, byref(error))
    if code:
        raise take_error(code, error)


def get(function: Function, *arguments: object) -> None:
    """Calls a function that returns a status, but has no argument `error`."""
    code = function(*arguments)
    if code:
        raise take_error(code, c_void_p())


def get_text(function: Function, *arguments: object) -> str:
    """What a getter of text returns."""
    text, length = c_void_p(), c_size_t()
    get(function, *arguments, byref(text), byref(length))
    return decode(take_bytes(text.value, length.value))


def get_size(function: Function, *arguments: object) -> int:
    """What a getter of a count returns."""
    size = c_size_t()
    get(function, *arguments, byref(size))
    return size.value


def get_int(function: Function, *arguments: object) -> int:
    """What a getter of a number of 32 bits returns."""
    number = ctypes.c_int32()
    get(function, *arguments, byref(number))
    return number.value


def get_texts(count: Function, item: Function, *arguments: object) -> tuple[str, ...]:
    """All of a list of texts."""
    size = get_size(count, *arguments)
    return tuple(get_text(item, *arguments, index) for index in range(size))
