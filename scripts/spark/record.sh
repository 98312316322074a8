#!/usr/bin/env bash
# Records Spark's answers anew, over the committed ones.
# Usage: npm run conformance:record [-- area ...]     all areas when none is named
# Needs python3 and Java 17. AQUEDUCK_SPARK_VENV names a folder for the Python environment, to keep it between runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

areas=("$@")
if [ $# -eq 0 ]; then areas=(readers functions frames queries found parser databricks examples); fi
for area in "${areas[@]}"; do
	if ! [ -f "scripts/spark/record_$area.py" ]; then
		echo "no such area: $area (readers, functions, frames, queries, found, parser, databricks, examples)" >&2
		exit 2
	fi
done

folder="${AQUEDUCK_SPARK_VENV:-}"
if [ -z "$folder" ]; then
	folder="$(mktemp -d)"
	trap 'rm -rf "$folder"' EXIT
fi
python="$(bash scripts/spark/env.sh "$folder")"
for area in "${areas[@]}"; do
	if [ "$area" = examples ]; then for prepare in examples/*/prepare.mjs; do node "$prepare"; done; fi
	SPARK_LOCAL_IP=127.0.0.1 PYTHONDONTWRITEBYTECODE=1 "$python" "scripts/spark/record_$area.py"
done
