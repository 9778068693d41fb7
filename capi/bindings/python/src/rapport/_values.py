"""Python's own values as the library takes them: times, durations, records."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Set
from datetime import datetime, timedelta, timezone
from math import isfinite
from typing import Any

from rapport._errors import RapportError

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
_TIME_UNKNOWN = 0
_MOST = 2**63 - 1
_UNITS = {
    "w": 604_800_000_000,
    "d": 86_400_000_000,
    "h": 3_600_000_000,
    "m": 60_000_000,
    "s": 1_000_000,
    "ms": 1000,
    "us": 1,
}
_PART = r"([0-9]+)(?:\.([0-9]+))?(w|d|h|ms|m|us|s)"


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


def parse_duration(text: str, fact: str) -> int:
    """Microseconds of "90d", "1h30m", "-1.5h", as records have them."""
    digits = text[1:] if text.startswith("-") else text
    if not re.fullmatch(f"(?:{_PART})+", digits):
        raise _no_duration(fact, f'must be a duration such as "2h", "1h30m" or "90d", not {text!r}')
    total = 0
    for whole, fraction, unit in re.findall(_PART, digits):
        if len(whole) > 400:  # Python may refuse to read as many
            raise _no_duration(fact, "does not fit into 64 bits")
        millionths = int(fraction[:6].ljust(6, "0"))
        total += int(whole) * _UNITS[unit] + _UNITS[unit] * millionths // 1_000_000
    if total > _MOST:
        raise _no_duration(fact, "does not fit into 64 bits")
    return total if digits is text else -total


def _no_duration(fact: str, what: str) -> RapportError:
    return RapportError(f"fact '{fact}' {what}", status="invalid_argument", code=1)


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
    raise TypeError(f"a record cannot hold {type(value).__name__}")


# Characters stay as they are, so that half a surrogate pair is an error here. JSON has no NaN.
_encoder = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_json
)


def encode_record(record: Mapping[str, Any]) -> bytes:
    """One conversation record as JSON."""
    if not isinstance(record, Mapping):
        raise TypeError(f"a record must be a mapping, not {type(record).__name__}")
    try:
        return _encoder.encode(record).encode("utf-8")
    except (TypeError, ValueError):
        _name_the_fault(record, "", ())
        raise


def _name_the_fault(value: Any, path: str, within: tuple[int, ...]) -> None:
    """Raises what is wrong with the first value that JSON cannot have, and says where that is."""
    if id(value) in within:
        raise ValueError(f"{path}: contains itself")
    within += (id(value),)
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, (str, int, float, type(None))):
                raise TypeError(f"{path or 'the record'}: the key {key!r} is not a str")
            _name_the_fault(item, f"{path}.{key}" if path else str(key), within)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            _name_the_fault(item, f"{path}[{index}]", within)
    elif isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{path}: a number must be finite, not {value}")
    elif not isinstance(value, str):  # UnicodeEncodeError says itself what it is about
        try:
            _encoder.encode(value)
        except (TypeError, ValueError) as error:
            kind = TypeError if isinstance(error, TypeError) else ValueError
            raise kind(f"{path}: {error}") from None
