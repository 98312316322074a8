"""basics as assets of Dagster; every asset is made by the pipeline's own command."""

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
    group_name="basics",
    description="Raw orders",
    pool="aqueduck_basics",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def raw_orders():
    refresh("raw_orders")


@dg.asset(
    deps=[raw_orders],
    group_name="basics",
    description="Orders with types",
    pool="aqueduck_basics",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def orders():
    refresh("orders")


@dg.asset(
    deps=[orders],
    group_name="basics",
    pool="aqueduck_basics",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def revenue():
    refresh("revenue")


defs = dg.Definitions(assets=[raw_orders, orders, revenue], executor=dg.in_process_executor)
