"""names as a DAG; every task runs the pipeline's own command."""

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
    dag_id="names",
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=1,
    max_active_runs=1,
    default_args={"retries": 2},
)
def names():
    """One run at a time, one task at a time: the storage has one writer."""

    @task(task_id="summer_2024", doc="C'est \"l'été\" \\ {x}\nzweite Zeile — ünïcode")
    def summer_2024():
        refresh("summer_2024")

    @task(task_id="Ticked")
    def Ticked():
        refresh("Ticked")

    @task(task_id="class_", task_display_name="class")
    def class_():
        refresh("class")

    run_summer_2024 = summer_2024()
    run_Ticked = Ticked()
    run_class_ = class_()
    run_summer_2024 >> run_Ticked
    run_Ticked >> run_class_


names()
