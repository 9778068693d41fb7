"""Who owns the library's objects, and when they are freed."""

from __future__ import annotations

import weakref
from ctypes import byref, c_void_p
from types import TracebackType
from typing import NoReturn, TypeVar

from rapport._call import Function, call

_Self = TypeVar("_Self", bound="Resource")


class Handle:
    """One object of the library, freed with the last reference to this one.

    A call keeps a reference while it runs, so that closing from another thread cannot free what is
    in use.
    """

    __slots__ = ("address", "__weakref__")

    def __init__(self, free: Function, make: Function, *arguments: object) -> None:
        made = c_void_p()
        call(make, *arguments, byref(made))
        self.address = made.value
        finalizer = weakref.finalize(self, free, self.address)
        # At exit the system takes everything back; a daemon thread may still be in the library.
        finalizer.atexit = False


class Resource:
    """What can be closed, by `close()` or a `with` block. Otherwise it is freed as garbage."""

    __slots__ = ("_handle", "__weakref__")

    def __init__(self, handle: Handle) -> None:
        self._handle: Handle | None = handle

    def _open(self) -> Handle:
        handle = self._handle
        if handle is None:
            raise ValueError(f"this {type(self).__name__} is closed")
        return handle

    @property
    def closed(self) -> bool:
        return self._handle is None

    def close(self) -> None:
        """Gives the memory back. Closing twice does nothing; any other use is a ValueError."""
        self._handle = None

    def __enter__(self: _Self) -> _Self:
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        # A copy would hold the same pointer, in another process a wild one.
        raise TypeError(f"a {type(self).__name__} can be neither copied nor pickled")
