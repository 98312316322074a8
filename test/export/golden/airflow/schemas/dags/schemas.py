"""schemas as a DAG; every task runs the pipeline's own command."""

import os
import subprocess
from pathlib import Path

import pendulum
from airflow.sdk import dag, task

PROJECT = Path(
    os.environ.get("AQUEDUCK_PROJECT") or Path(__file__).parent.joinpath("../../..")
).resolve()


def refresh(table):
    """Brings one table of the pipeline up to date. Its storage has one writer: never two at once."""
    subprocess.run(
        ["npx", "aq", "run", "--env", "dev", "--refresh", table], cwd=PROJECT, check=True
    )


@dag(
    dag_id="schemas",
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=1,
    max_active_runs=1,
    default_args={"retries": 2},
)
def schemas():
    """One run at a time, one task at a time: the storage has one writer."""

    @task(task_id="raw_orders", task_display_name="raw.orders")
    def raw_orders():
        refresh("raw.orders")

    @task(task_id="silver_orders", task_display_name="silver.orders")
    def silver_orders():
        refresh("silver.orders")

    @task(task_id="gold_orders", task_display_name="gold.orders")
    def gold_orders():
        refresh("gold.orders")

    run_raw_orders = raw_orders()
    run_silver_orders = silver_orders()
    run_gold_orders = gold_orders()
    run_raw_orders >> run_silver_orders
    run_silver_orders >> run_gold_orders


schemas()
