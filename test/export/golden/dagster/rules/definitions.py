"""rules as assets of Dagster; every asset is made by the pipeline's own command."""

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


@dg.asset(group_name="rules", pool="aqueduck_rules", retry_policy=dg.RetryPolicy(max_retries=2))
def orders():
    refresh("orders")


@dg.asset(
    deps=[orders],
    group_name="rules",
    pool="aqueduck_rules",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def dated_orders():
    refresh("dated_orders")


@dg.asset(
    deps=[dated_orders],
    group_name="rules",
    pool="aqueduck_rules",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def customers():
    refresh("customers")


defs = dg.Definitions(assets=[orders, dated_orders, customers], executor=dg.in_process_executor)
