#!/usr/bin/env bash
# Makes a Python virtual environment with the Spark that the recorded answers come from.
# Usage: scripts/spark/env.sh [folder]      prints the path of the environment's Python
# Needs python3 and a Java 17 (or newer) on the machine. A folder that is ready already is left alone.
set -euo pipefail

spark_version="4.3.0"
folder="${1:-$(mktemp -d)/.aqueduck-spark-venv}"
python="$folder/bin/python"

if ! [ -x "$python" ] || [ "$("$python" -c 'import pyspark; print(pyspark.__version__)' 2>/dev/null)" != "$spark_version" ]; then
	python3 -m venv "$folder" >&2
	# AQUEDUCK_PYSPARK may name a local source archive, so that 450 MB need not be fetched again.
	"$python" -m pip install --quiet "${AQUEDUCK_PYSPARK:-pyspark==$spark_version}" >&2
fi

echo "$python"
