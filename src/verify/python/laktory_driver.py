"""Runs pipelines on Laktory: one JSON request per line in, one reply per line out.

`python laktory_driver.py WORK`: WORK is a folder of this process' own.
"""

import contextlib
import io
import json
import os
import pathlib
import shutil
import sys
import time
import traceback

os.environ["TZ"] = "UTC"
time.tzset()
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["PYSPARK_PYTHON"] = sys.executable

import laktory as lk  # noqa: E402
from laktory.yaml.recursiveloader import RecursiveLoader  # noqa: E402

CURRENT = pathlib.Path(sys.argv[1]) / "current"


def run_pipeline(request):
    """Runs a pipeline file in the project's folder. Every table goes into a file of its own below `work`."""
    os.chdir(request["project"])
    if request["backend"] == "pyspark":
        register_spark(request)
    shutil.rmtree(request["work"], ignore_errors=True)
    os.makedirs(request["work"])
    with open(request["file"], encoding="utf-8") as file:
        document = RecursiveLoader.load(file)
    document.pop("orchestrator", None)
    mode = {"mode": "OVERWRITE"} if request["backend"] == "pyspark" else {}
    for node in document["nodes"]:
        stored = [sink for sink in node.get("sinks", []) if "pipeline_view_name" not in sink]
        node["sinks"] = [{"path": table_path(request, node["name"]), "format": "PARQUET", **mode} for _ in stored]
    pipeline = lk.models.Pipeline.model_validate(document)
    pipeline.execute()


def read_tables(request):
    """Schema and rows of tables, in the canonical form."""
    return {name: read_table(request, name) for name in request["tables"]}


def read_table(request, name):
    path = table_path(request, name)
    if request["backend"] == "pyspark":
        import canonical

        return canonical.table(lk.get_spark_session().read.parquet(path))
    import polars as pl
    import polars_canonical

    return polars_canonical.table(pl.read_parquet(path, hive_partitioning=False))


def table_path(request, name):
    return os.path.join(request["work"], f"{name}.parquet")


def validate_pipeline(request):
    """Whether Laktory takes the file."""
    with open(request["file"], encoding="utf-8") as file:
        return lk.models.Pipeline.model_validate_yaml(file).name


def register_spark(request):
    """A session of our own: Laktory's asks Maven for packages that are not needed."""
    # Spark's working directory is fixed when it starts: a link that leads to the project of the moment.
    if CURRENT.is_symlink():
        CURRENT.unlink()
    CURRENT.symlink_to(request["project"])
    if not hasattr(lk, "_spark"):
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.driver.memory": "1g",
            "spark.sql.warehouse.dir": CURRENT.parent / "warehouse",
            "spark.driver.extraJavaOptions": f"-Duser.timezone=UTC -Duser.dir={CURRENT}",
        }
        builder = SparkSession.builder.master("local[1]").appName("aqueduck-verify")
        for key, value in settings.items():
            builder = builder.config(key, str(value))
        lk.register_spark_session(builder.getOrCreate())
        lk._spark.sparkContext.setLogLevel("OFF")
    lk._spark.conf.set("spark.sql.session.timeZone", request["timeZone"])


ACTIONS = {"run": run_pipeline, "read": read_tables, "validate": validate_pipeline}


def main():
    # What Laktory prints is no answer.
    CURRENT.parent.mkdir(parents=True, exist_ok=True)
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    replies.write(json.dumps({"ready": lk.__version__}) + "\n")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                reply = {"result": ACTIONS[request["action"]](request)}
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"[:4000], "trace": traceback.format_exc()[-4000:]}
        replies.write(json.dumps(reply) + "\n")
    if hasattr(lk, "_spark"):
        lk._spark.stop()


if __name__ == "__main__":
    main()
