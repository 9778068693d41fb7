#!/usr/bin/env bash
# What Rapport does, shown in a minute on examples/conversations.jsonl.
#
#   scripts/demo_story.sh BUILD_DIR
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
rapport=$(find "${1:?usage: demo_story.sh BUILD_DIR}" -path '*/bin/rapport' -type f | head -n 1)
[[ -x $rapport ]] || { echo "demo_story.sh: no rapport program below $1; run scripts/demo" >&2; exit 1; }
samples=$root/examples/conversations.jsonl
color=auto

tell() { printf '\n\033[1m── %s\033[0m\n\n' "$1"; }
record() { grep "^{\"id\":\"$1\"" "$samples"; }
run() { printf '$ rapport %s\n' "$*"; "$rapport" "$@" --color "$color"; }

tell "1. Who are they? Fourteen conversations, one line each."
run decide --brief "$samples"

tell "2. What to do about one of them: actions with words to say, limits, and who must know by when."
record third-time | run decide --table

tell "3. Why? The customer's words that counted, and for how much."
record best-price | run explain | head -n 36

tell "4. One weak word is no reason: \"no lawyer needed\" stays quiet, a real threat does not."
record no-lawyer-needed | run decide --table --actions 1
record lawyer-needed | run decide --table --actions 2

tell "5. A guardrail holds while a fact is unknown; once the host says, it follows the fact."
run explain --text "Any chance of a discount?" --policy goodwill-cap
run explain --text "Any chance of a discount?" --fact is_vip=true --policy goodwill-cap

tell "6. A language that the pack does not serve is not guessed at."
record auf-deutsch | run decide --table --actions 1

tell "7. Why not? The nearest part that failed, and by how much."
run explain --text "I called about this yesterday, is there any news?" --fact contacts_same_issue_7d=2 \
  --policy third-contact

tell "8. How fast? The same conversations a thousand times over, on one core."
many=$(mktemp)
trap 'rm -f "$many"' EXIT
for _ in $(seq 1000); do cat "$samples"; done >"$many"
begin=$(date +%s%N)
"$rapport" decide --json "$many" >/dev/null
end=$(date +%s%N)
lines=$(wc -l <"$many")
ms=$(((end - begin) / 1000000))
echo "$lines conversations read, decided and written as JSON in $ms ms, loading the pack included: $((lines * 1000 / (ms + 1))) a second"
