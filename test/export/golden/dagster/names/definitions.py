"""names as assets of Dagster; every asset is made by the pipeline's own command."""

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
    group_name="names",
    description="C'est \"l'été\" \\ {x}\nzweite Zeile — ünïcode",
    pool="aqueduck_names",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def summer_2024():
    refresh("summer_2024")


@dg.asset(
    deps=[summer_2024],
    group_name="names",
    pool="aqueduck_names",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def Ticked():
    refresh("Ticked")


@dg.asset(
    deps=[Ticked],
    group_name="names",
    metadata={"table": "class"},
    pool="aqueduck_names",
    retry_policy=dg.RetryPolicy(max_retries=2),
)
def class_():
    refresh("class")


defs = dg.Definitions(assets=[summer_2024, Ticked, class_], executor=dg.in_process_executor)
