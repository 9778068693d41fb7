#!/usr/bin/env python3
"""Runs every test and says how many checks passed: each subtest, or test without any, is one."""

import sys
import unittest
from pathlib import Path


class Result(unittest.TextTestResult):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.passed = self.subtests = 0

    def startTest(self, test):
        super().startTest(test)
        self.subtests = 0

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        self.subtests += 1
        self.passed += error is None

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += self.subtests == 0


def main():
    suite = unittest.defaultTestLoader.discover(str(Path(__file__).parent))
    runner = unittest.TextTestRunner(stream=sys.stderr, verbosity=0, resultclass=Result)
    result = runner.run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"python: {result.passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
