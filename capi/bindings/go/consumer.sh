# Sourced by test and benchmark: makes a module that uses this package as anybody's would. Wants
# RAPPORT_LIB_DIR, RAPPORT_SOURCE_DIR and RAPPORT_WORK_DIR; RAPPORT_GO is the go command, if another.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lib=$(cd "$RAPPORT_LIB_DIR" && pwd)
RAPPORT_SOURCE_DIR=$(cd "$RAPPORT_SOURCE_DIR" && pwd)
mkdir -p "$RAPPORT_WORK_DIR"
work=$(cd "$RAPPORT_WORK_DIR" && pwd)
include=$RAPPORT_SOURCE_DIR/capi/include
package=github.com/rapport-rules/rapport-go
go=${RAPPORT_GO:-go}

# Nothing of this machine's settings, nothing outside the work folder, nothing from the network.
export RAPPORT_SOURCE_DIR
export GOENV=off GOWORK=off GOPROXY=off GOTOOLCHAIN=local GO111MODULE=on CGO_ENABLED=1
export GOCACHE=$work/cache GOPATH=$work/gopath GOFLAGS='-buildvcs=false -p=2'

# Go's cache knows neither the header nor what pkg-config says; a flag that changes with them is what it
# sees.
key=$({ echo "$lib"; cat "$include"/rapport/*.h; } | cksum | cut -d ' ' -f 1)
export CGO_CFLAGS="-g -O2 -DRAPPORT_TEST_KEY=$key"

mkdir -p "$work/pkgconfig"
export PKG_CONFIG_PATH=$work/pkgconfig
cat >"$work/pkgconfig/rapport.pc" <<PC
libdir=${lib// /\\ }
includedir=${include// /\\ }

Name: rapport
Description: Rapport's C library, as it was built
Version: 0.1.0
Cflags: -I\${includedir}
Libs: -L\${libdir} -lrapport -Wl,-rpath,\${libdir}
PC

# Its program is the one of the README.
project=$work/project
rm -rf "$project"
mkdir -p "$project"
cat >"$project/go.mod" <<MOD
module example.com/host

go 1.19

require $package v0.1.0

replace $package => "$here"
MOD
awk '/^```go$/ {inside = 1; next} /^```$/ {exit} inside' "$here/README.md" >"$project/main.go"
cd "$project"
