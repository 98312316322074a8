"""basics as a DAG; every task runs the pipeline's own command."""

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
    dag_id="basics",
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=1,
    max_active_runs=1,
    default_args={"retries": 2},
)
def basics():
    """One run at a time, one task at a time: the storage has one writer."""

    @task(task_id="raw_orders", doc="Raw orders")
    def raw_orders():
        refresh("raw_orders")

    @task(task_id="orders", doc="Orders with types")
    def orders():
        refresh("orders")

    @task(task_id="revenue")
    def revenue():
        refresh("revenue")

    run_raw_orders = raw_orders()
    run_orders = orders()
    run_revenue = revenue()
    run_raw_orders >> run_orders
    run_orders >> run_revenue


basics()
