# Sourced by the scripts beside it: where the repository is, and how to build quietly.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

jobs=${RAPPORT_JOBS:-$(nproc 2>/dev/null || echo 2)}

# A compiler cache is used when there is one, and kept in the build folder.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
  export CCACHE_DIR=${CCACHE_DIR:-$root/build/ccache}
fi

say() { printf '%s: %s\n' "$(basename -- "$0")" "$*"; }

# build PRESET TARGETS [cmake -D options...]: configures and builds build/PRESET. TARGETS is one word,
# split on spaces; empty means everything. All output goes to build/PRESET/build.log; what is shown is
# progress, and the end of the log when it fails.
build() {
  local preset=$1 targets=$2 log="$root/build/$1/build.log"
  shift 2
  mkdir -p "$root/build/$preset"
  say "configuring build/$preset"
  if ! cmake --preset "$preset" "$@" >"$log" 2>&1; then
    cat "$log" >&2
    say "configuring failed" >&2
    return 1
  fi
  say "building build/$preset with $jobs jobs (the first time takes minutes)"
  # shellcheck disable=SC2086  # target names hold no spaces
  if ! cmake --build "build/$preset" -j "$jobs" ${targets:+--target $targets} 2>&1 |
      tee -a "$log" | awk '/^\[[0-9]+\/[0-9]+\]/ && ++n % 25 == 0 {print "  " $1; fflush()}'; then
    grep -E -A 20 'FAILED:|error' "$log" | tail -n 120 >&2
    say "the build failed; all of its output is in build/$preset/build.log" >&2
    return 1
  fi
}
