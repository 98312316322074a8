#!/usr/bin/env bash
# The export lane: exported pipelines on real Spark (twice, the second time with new files), over stand-ins for Databricks' modules,
# in Dagster, Airflow, nbformat and databricks-bundles. Usage: npm run lane:export
# Needs python3 and Java 17. AQUEDUCK_SPARK_VENV and AQUEDUCK_VENVS name folders, to keep the environments between runs.
set -euo pipefail

cd "$(dirname "$0")/../.."

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
spark="${AQUEDUCK_SPARK_VENV:-$scratch/spark}"
venvs="${AQUEDUCK_VENVS:-$scratch}"

# One environment with these packages; one that is there already is left alone.
environment() {
	local folder="$venvs/$1"
	shift
	if ! [ -e "$folder/ready" ]; then
		python3 -m venv "$folder" >&2
		"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2
		touch "$folder/ready"
	fi
	echo "$folder/bin/python"
}

AQUEDUCK_SPARK_PYTHON="$(bash scripts/spark/env.sh "$spark")"
"$AQUEDUCK_SPARK_PYTHON" -m pip install --quiet --disable-pip-version-check \
	"pandas<3" pyarrow grpcio grpcio-status googleapis-common-protos zstandard pyyaml >&2
AQUEDUCK_ORCHESTRATION_PYTHON="$(environment orchestration "dagster==1.*" databricks-bundles nbformat pyyaml)"
AQUEDUCK_AIRFLOW_PYTHON="$(environment airflow "apache-airflow==3.*")"
export AQUEDUCK_SPARK_PYTHON AQUEDUCK_ORCHESTRATION_PYTHON AQUEDUCK_AIRFLOW_PYTHON

for prepare in examples/*/prepare.mjs; do node "$prepare"; done
npx tsx scripts/build.ts --no-types
npx vitest run --config vitest.lanes.config.ts test/lanes/export/spark.test.ts test/lanes/export/orchestrators.test.ts
