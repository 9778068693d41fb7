"""Finds the library, loads it, and makes sure that it is one that this package was made for."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from rapport._functions import declare

ABI_VERSION = 0

FILE_NAME = {"darwin": f"librapport.{ABI_VERSION}.dylib", "win32": "rapport.dll"}.get(
    sys.platform, f"librapport.so.{ABI_VERSION}"
)


def _place() -> str:
    """What RAPPORT_LIBRARY names, else the file inside this package, else the system's name."""
    named = os.environ.get("RAPPORT_LIBRARY")
    if named:
        return os.path.abspath(named)
    carried = Path(__file__).with_name(FILE_NAME)
    return str(carried) if carried.exists() else FILE_NAME


def _load(place: str) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(place)
    except OSError as error:
        raise ImportError(
            f"rapport: cannot load its library '{place}': {error}. Set RAPPORT_LIBRARY to the path "
            f"of {FILE_NAME}, or install a wheel that carries it"
        ) from error
    try:
        library.rapport_abi_version.restype = ctypes.c_uint32
        version = library.rapport_abi_version()
        if version != ABI_VERSION:
            raise ImportError(
                f"rapport: '{place}' has ABI version {version}, but this package needs ABI version "
                f"{ABI_VERSION}"
            )
        declare(library)
    except AttributeError as error:
        raise ImportError(f"rapport: '{place}' is not a library of Rapport: {error}") from error
    return library


PLACE = _place()
library = _load(PLACE)


def library_version() -> str:
    """The version of the C library that is loaded, such as "0.1.0"."""
    version: bytes = library.rapport_version()
    return version.decode()


def library_path() -> str:
    """The file that was loaded, or the name by which the system found it."""
    return PLACE
