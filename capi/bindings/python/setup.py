"""What pyproject.toml cannot say: a wheel that carries the library is for one platform.

It has no extension module, so one wheel serves every Python 3. Without a library beside the sources
the wheel is pure, and the library is looked for where the system keeps its own.
"""

import os
import re
import sysconfig
from pathlib import Path

from setuptools import Distribution, setup

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:  # before setuptools 70
    from wheel.bdist_wheel import bdist_wheel

# What the C++ runtime that the library is linked with needs: GCC 11 and later came with glibc 2.34.
OLDEST_GLIBC = 34

SOURCES = Path(__file__).with_name("src") / "rapport"
CARRIED = [*SOURCES.glob("librapport.*"), *SOURCES.glob("rapport.dll")]


def platform_tag():
    platform = re.sub(r"\W", "_", sysconfig.get_platform())  # linux_x86_64, macosx_13_0_arm64 ...
    glibc = [int(minor) for minor in re.findall(rb"\0GLIBC_2\.(\d+)\b", CARRIED[0].read_bytes())]
    # make-wheel found out whether the library needs anything else.
    if platform.startswith("linux_") and glibc and os.environ.get("RAPPORT_ANY_LINUX"):
        platform = platform.replace("linux", f"manylinux_2_{max(OLDEST_GLIBC, *glibc)}", 1)
    return platform


class Package(Distribution):
    def has_ext_modules(self):
        return bool(CARRIED)


class Wheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", platform_tag()) if CARRIED else super().get_tag()


setup(distclass=Package, cmdclass={"bdist_wheel": Wheel})
