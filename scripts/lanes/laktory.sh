#!/usr/bin/env bash
# The Laktory lane: runs exported pipelines on real Laktory, on Polars and on PySpark, and compares every table.
# Usage: npm run lane:laktory
# Needs python3 and Java 17. AQUEDUCK_LAKTORY_VENV names a folder for the Python environment, to keep it between runs;
# AQUEDUCK_LAKTORY_PYTHON a Python that has everything already.
set -euo pipefail

cd "$(dirname "$0")/../.."

if [ -z "${AQUEDUCK_LAKTORY_PYTHON:-}" ]; then
	if [ -z "${AQUEDUCK_LAKTORY_VENV:-}" ]; then
		scratch="$(mktemp -d)"
		trap 'rm -rf "$scratch"' EXIT
		AQUEDUCK_LAKTORY_VENV="$scratch/.aqueduck-laktory-venv"
	fi
	AQUEDUCK_LAKTORY_PYTHON="$AQUEDUCK_LAKTORY_VENV/bin/python"
	if ! [ -e "$AQUEDUCK_LAKTORY_VENV/ready" ]; then
		python3 -m venv --clear "$AQUEDUCK_LAKTORY_VENV" >&2
		# AQUEDUCK_PYSPARK may name a local source archive, so that 450 MB need not be fetched again.
		"$AQUEDUCK_LAKTORY_PYTHON" -m pip install --quiet --disable-pip-version-check \
			"laktory[polars]==0.13.1" "${AQUEDUCK_PYSPARK:-pyspark==4.3.0}" "pandas<3" pyarrow >&2
		touch "$AQUEDUCK_LAKTORY_VENV/ready"
	fi
fi
export AQUEDUCK_LAKTORY_PYTHON

npx vitest run --config vitest.lanes.config.ts test/lanes/export/laktory.test.ts
