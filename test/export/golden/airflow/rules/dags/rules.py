"""rules as a DAG; every task runs the pipeline's own command."""

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
    dag_id="rules",
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=1,
    max_active_runs=1,
    default_args={"retries": 2},
)
def rules():
    """One run at a time, one task at a time: the storage has one writer."""

    @task(task_id="orders")
    def orders():
        refresh("orders")

    @task(task_id="dated_orders")
    def dated_orders():
        refresh("dated_orders")

    @task(task_id="customers")
    def customers():
        refresh("customers")

    run_orders = orders()
    run_dated_orders = dated_orders()
    run_customers = customers()
    run_orders >> run_dated_orders
    run_dated_orders >> run_customers


rules()
