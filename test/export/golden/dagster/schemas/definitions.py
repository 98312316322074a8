"""schemas as assets of Dagster; every asset is made by the pipeline's own command."""

import os
import subprocess
from pathlib import Path

import dagster as dg

PROJECT = Path(
    os.environ.get("AQUEDUCK_PROJECT") or Path(__file__).parent.joinpath("../..")
).resolve()


def refresh(table):
    """Brings one table of the pipeline up to date. Its storage has one writer: never two at once."""
    subprocess.run(
        ["npx", "aq", "run", "--env", "dev", "--refresh", table], cwd=PROJECT, check=True
    )


@dg.asset(
    group_name="schemas",
    metadata={"table": "raw.orders"},
    pool="aqueduck_schemas",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def raw_orders():
    refresh("raw.orders")


@dg.asset(
    deps=[raw_orders],
    group_name="schemas",
    metadata={"table": "silver.orders"},
    pool="aqueduck_schemas",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def silver_orders():
    refresh("silver.orders")


@dg.asset(
    deps=[silver_orders],
    group_name="schemas",
    metadata={"table": "gold.orders"},
    pool="aqueduck_schemas",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def gold_orders():
    refresh("gold.orders")


defs = dg.Definitions(
    assets=[raw_orders, silver_orders, gold_orders], executor=dg.in_process_executor
)
