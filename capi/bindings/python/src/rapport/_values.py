"""Python's own values as the library takes them: times, durations, records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from datetime import datetime, timedelta, timezone
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
_TIME_UNKNOWN = 0


def instant(time: datetime, what: str) -> int:
    """Microseconds since 1970. A time without a zone is refused, since it is no instant."""
    if not isinstance(time, datetime):
        raise TypeError(f"{what} must be a datetime, not {type(time).__name__}")
    if time.utcoffset() is None:
        raise ValueError(f"{what} has no time zone: {time.isoformat()}")
    return (time - _EPOCH) // _MICROSECOND


def optional_instant(time: datetime | None, what: str) -> int:
    return _TIME_UNKNOWN if time is None else instant(time, what)


def microseconds(duration: timedelta) -> int:
    return duration // _MICROSECOND


def parse_time(text: str) -> datetime:
    """An instant as the library writes it: "2026-03-01T10:20:00Z", "2026-03-01T10:20:00.5Z"."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    time = datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)
    return time.replace(microsecond=int(fraction.ljust(6, "0")[:6])) if fraction else time


def _as_json(value: object) -> object:
    """What JSON has no word for, as records write it."""
    if isinstance(value, datetime):
        instant(value, "a time of the record")
        return value.astimezone(timezone.utc).isoformat()
    if isinstance(value, timedelta):
        return f"{microseconds(value)}us"
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return sorted(value)
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


# Characters stay as they are, so that half a surrogate pair is an error here. JSON has no NaN.
_encoder = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_json
)


def encode_record(record: Mapping[str, Any]) -> bytes:
    """One conversation record as JSON."""
    if not isinstance(record, Mapping):
        raise TypeError(f"a record must be a mapping, not {type(record).__name__}")
    return _encoder.encode(record).encode("utf-8")
