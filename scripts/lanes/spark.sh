#!/usr/bin/env bash
# The Spark lane: records every committed answer anew with real Spark, and fails where one differs.
# Usage: npm run lane:spark
# Needs python3 and Java 17. AQUEDUCK_SPARK_VENV names a folder for the Python environment, to keep it between runs.
set -euo pipefail

cd "$(dirname "$0")/../.."

scratch=""
if [ -z "${AQUEDUCK_SPARK_VENV:-}" ]; then
	scratch="$(mktemp -d)"
	trap 'rm -rf "$scratch"' EXIT
	AQUEDUCK_SPARK_VENV="$scratch/.aqueduck-spark-venv"
fi

AQUEDUCK_SPARK_PYTHON="$(bash scripts/spark/env.sh "$AQUEDUCK_SPARK_VENV")"
export AQUEDUCK_SPARK_PYTHON

npx vitest run --config vitest.lanes.config.ts test/lanes/spark
