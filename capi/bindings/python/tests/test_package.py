"""The package as it is installed: its files, its types, how it finds the library, its examples."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from unittest import mock

import rapport
from rapport import _functions, _library
from support import BINDING, SOURCE

HEADER = SOURCE / "capi" / "include" / "rapport" / "c.h"


def whole_header():
    """c.h with its parts."""
    parts = [HEADER, *sorted(HEADER.parent.glob("c_*.h"))]
    return "".join(part.read_text(encoding="utf-8") for part in parts)



EXAMPLES = sorted((BINDING / "examples").glob("*.py"))


def run(*arguments, **environment):
    """Runs this Python with the installed package and the environment changed."""
    return subprocess.run(
        [sys.executable, "-B", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


class Installed(unittest.TestCase):
    def test_it_is_the_installed_one(self):
        package = Path(rapport.__file__).parent
        self.assertTrue(package.is_relative_to(sys.prefix), package)
        self.assertEqual(Path(rapport.library_path()), package / _library.FILE_NAME)
        self.assertTrue((package / "py.typed").exists())

    def test_metadata(self):
        distribution = importlib.metadata.distribution("rapport")
        self.assertEqual(distribution.version, rapport.__version__)
        self.assertEqual(distribution.metadata["License"], "Apache-2.0")
        self.assertIsNone(distribution.requires)
        self.assertIn("\nTag: py3-none-", distribution.read_text("WHEEL"))
        if sys.platform == "linux" and shutil.which("readelf"):
            command = ["readelf", "--dynamic", "--wide", rapport.library_path()]
            dynamic = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            needed = re.findall(r"\(NEEDED\).*\[(.*)\.so", dynamic)
            others = set(needed) - {"libstdc++", "libgcc_s", "libc", "libm", "ld-linux-x86-64"}
            tag = r"none-linux_\w+\n" if others else r"none-manylinux_2_\d+_\w+\n"
            self.assertRegex(distribution.read_text("WHEEL"), tag)
        names = {file.name for file in distribution.files}
        self.assertLessEqual({"LICENSE", "THIRD_PARTY_LICENSES"}, names)

    def test_make_wheel_says_what_it_lacks(self):
        # The environment that these tests run in has what is installed only.
        command = [BINDING / "make-wheel", os.environ["RAPPORT_WORK_DIR"] + "/unused"]
        python = {**os.environ, "PYTHON": sys.executable}
        done = subprocess.run(command, env=python, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Amake-wheel: .* lacks .*wheel; .* PYTHON\n\Z")

    def test_versions_of_the_library(self):
        text = HEADER.read_text(encoding="utf-8")
        version = re.search(r'RAPPORT_VERSION_STRING "(.*)"', text).group(1)
        self.assertEqual(rapport.library_version(), version)
        self.assertIn(f"RAPPORT_ABI_VERSION {_library.ABI_VERSION}\n", text)

    def test_every_public_name_is_documented(self):
        for name in rapport.__all__:
            value = getattr(rapport, name)
            if callable(value) and getattr(value, "__module__", "").startswith("rapport"):
                self.assertTrue(value.__doc__, name)

    @unittest.skipUnless(shutil.which("mypy"), "no mypy here")
    def test_types(self):
        command = ["mypy", "--strict", "--python-executable", sys.executable]
        command += ["--cache-dir", os.environ.get("RAPPORT_WORK_DIR", os.devnull) + "/mypy"]
        for what in (["-p", "rapport"], [str(e) for e in EXAMPLES]):
            with self.subTest(what[-1]):
                done = subprocess.run(command + what, capture_output=True, text=True, check=False)
                if "pyinfo.py" in done.stderr:
                    self.skipTest("this mypy is too old for this Python")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Header(unittest.TestCase):
    """What ctypes is told, against c.h."""

    def setUp(self):
        text = re.sub(r"/\*.*?\*/", "", whole_header(), flags=re.S)
        self.text = " ".join(text.split())

    def shape(self, declaration):
        """A C type as a word of the table."""
        name = re.sub(r"\bconst\b|\s", "", declaration)
        if name in ("rapport_turn*", "rapport_pack_limits*", "rapport_conversation_limits*"):
            return name[len("rapport_") : -1]
        if re.fullmatch(r"rapport_\w+\*+", name):
            return "handle" if name.endswith("*") and not name.endswith("**") else "*handle"
        words = {"char*": "text", "size_t": "size", "int32_t": "i32", "uint32_t": "u32"}
        words.update({"int64_t": "i64", "double": "double", "void": "void"})
        if name in words:
            return words[name]
        return {"char**": "*text"}.get(name) or "*" + words[name[:-1]]

    def test_every_function(self):
        expected = {}
        for result, name, arguments in re.findall(
            r"RAPPORT_API ([\w *]+?) ?\b(rapport_\w+)\(([^)]*)\);", self.text
        ):
            types = [] if arguments == "void" else arguments.split(",")
            words = [self.shape(re.sub(r"\w+$", "", kind.strip())) for kind in types]
            expected[name] = (self.shape(result), words)
        self.assertGreater(len(expected), 150)

        found = _functions.shapes()
        self.assertEqual(sorted(found), sorted(expected))
        for name, (result, words) in found.items():
            with self.subTest(name):
                # Two words of the table say more than the types of C do.
                if "texts" in words:
                    words = [{"texts": "*text", "sizes": "*size"}.get(word, word) for word in words]
                if result == "address":
                    result = "text"
                self.assertEqual((result, words), expected[name])

    def test_every_structure(self):
        for structure, name in (
            (_functions.Turn, "rapport_turn"),
            (_functions.PackLimitsStruct, "rapport_pack_limits"),
            (_functions.ConversationLimitsStruct, "rapport_conversation_limits"),
        ):
            body = re.search(rf"typedef struct {name} {{([^}}]*)}}", self.text).group(1)
            fields = [re.fullmatch(r"(.*?)(\w+)", f.strip()).groups() for f in body.split(";")[:-1]]
            expected = [(field, _functions.TYPES[self.shape(kind)]) for kind, field in fields]
            self.assertEqual(list(structure._fields_), expected)

    def test_every_constant(self):
        from rapport import _conversation, _workspace

        for prefix, values in (
            ("SPEAKER", _conversation._SPEAKERS),
            ("VISIBILITY", _conversation._VISIBILITIES),
            ("FORMAT", _conversation._FORMATS),
            ("ESCALATION", _conversation._ESCALATION_RULES),
            ("UNKNOWN_FACTS", _workspace._MODES),
            ("REVIEW", _workspace.REVIEW_DETAILS),
        ):
            found = re.findall(rf"\bRAPPORT_{prefix}_(\w+) = (\d+)", self.text)
            self.assertEqual({name.lower(): int(value) for name, value in found}, values)


class Loading(unittest.TestCase):
    PRINT = "import rapport; print(rapport.library_path())"

    def test_the_environment_comes_first(self):
        place = Path(os.environ["RAPPORT_LIB_DIR"]) / _library.FILE_NAME
        done = run("-c", self.PRINT, RAPPORT_LIBRARY=str(place))
        self.assertEqual(done.stdout.strip(), str(place), done.stderr)

    def test_the_system_comes_last(self):
        with mock.patch.object(_library, "FILE_NAME", "librapport.so.none"):
            with mock.patch.dict(os.environ, RAPPORT_LIBRARY=""):
                self.assertEqual(_library._place(), "librapport.so.none")

    def test_no_such_file(self):
        done = run("-c", self.PRINT, RAPPORT_LIBRARY="no/such/library.so")
        self.assertEqual(done.returncode, 1)
        self.assertIn("ImportError: rapport: cannot load its library", done.stderr)
        self.assertIn("no/such/library.so", done.stderr)

    def test_a_file_that_is_no_library(self):
        done = run("-c", self.PRINT, RAPPORT_LIBRARY=str(HEADER))
        self.assertIn("ImportError: rapport: cannot load", done.stderr)

    def test_another_abi(self):
        library = mock.Mock()
        library.rapport_abi_version.return_value = 7
        with mock.patch("ctypes.CDLL", return_value=library):
            with self.assertRaisesRegex(ImportError, "ABI version 7.* ABI version 0"):
                _library._load("other.so")

    def test_no_library_of_rapport(self):
        with mock.patch("ctypes.CDLL", return_value=mock.Mock(spec=[])):
            with self.assertRaisesRegex(ImportError, "not a library of Rapport"):
                _library._load("other.so")


class Examples(unittest.TestCase):
    def test_live_conversation(self):
        done = run(BINDING / "examples" / "live_conversation.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("escalate to Supervisor on duty by 10:03", done.stdout)
        self.assertIn("Supervisor on duty knows", done.stdout)

    def test_readme(self):
        readme = (BINDING / "README.md").read_text(encoding="utf-8")
        samples = re.findall(r"^```python\n(.*?)^```$", readme, re.M | re.S)
        self.assertEqual(len(samples), 2)
        done = run("-c", "".join(samples))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.startswith("impatient "), done.stdout)

    def test_guard(self):
        done = run(BINDING / "examples" / "guard.py", SOURCE / "examples" / "guard.yaml")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\n  limit: discount_pct is 10\n", done.stdout)
        self.assertRegex(done.stdout, r"(?m)\Ablocked: .*\n(?s:.*)^sent: I can take 10% off")

    def test_benchmark(self):
        done = run(BINDING / "benchmark", "0.1", RAPPORT_LIBRARY=rapport.library_path())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(
            done.stdout,
            r'^\{"language":"python \(ctypes\)",'
            r'"one_by_one_per_second":\d+,"batch_per_second":\d+\}$',
        )
