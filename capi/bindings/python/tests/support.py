"""What the tests share: the test vectors and rule sets."""

import os
import re
import unittest
from datetime import datetime, timedelta
from pathlib import Path

from rapport import RuleSet

SOURCE = Path(os.environ["RAPPORT_SOURCE_DIR"])
BINDING = Path(__file__).resolve().parent.parent
VECTORS = SOURCE / "tests" / "vectors"


def vector_lines(name):
    return (VECTORS / name).read_text(encoding="utf-8").splitlines()


def vector_rules():
    return RuleSet.from_file(VECTORS / "pack.yaml")


def parse_time(text):
    return None if text is None else datetime.fromisoformat(text.replace("Z", "+00:00"))


def parse_duration(text):
    units = {"h": "hours", "m": "minutes", "d": "days"}
    number, unit = re.fullmatch(r"(\d+)([a-z])", text).groups()
    return timedelta(**{units[unit]: int(number)})


class VectorCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = vector_rules()

    @classmethod
    def tearDownClass(cls):
        cls.rules.close()
