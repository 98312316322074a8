"""Runs exported pipelines on one warm Spark and gives their tables.

Reads one JSON request per line from standard input and answers each with one line on standard output. The first argument is the
work folder: the warehouse, the metastore and the server's log lie in it. The second is `connect` (a Spark Connect server: what
Spark's own pipelines run on) or `plain` (a session of this process: what the stand-in for Databricks' modules runs on). Spark's
working directory is `current` in the work folder, a link that each request sets to its project, so that relative paths of the
pipeline start at the project folder.
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import traceback
import warnings

os.environ["TZ"] = "UTC"
time.tzset()
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ.pop("SPARK_HOME", None)
os.environ["PYSPARK_PYTHON"] = sys.executable
warnings.filterwarnings("ignore")

import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import canonical  # noqa: E402
import stand_in  # noqa: E402


class Spark:
    """What both kinds have: settings, and the link to the project."""

    def __init__(self, work):
        self.work = pathlib.Path(work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.current = self.work / "current"
        self.settings = {
            "spark.sql.warehouse.dir": self.work / "warehouse",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "1",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.memory": "1g",
            "spark.driver.extraJavaOptions": (
                f"-Duser.timezone=UTC -Duser.dir={self.current} -Dderby.system.home={self.work}"
            ),
        }

    def enter(self, project):
        if self.current.is_symlink():
            self.current.unlink()
        self.current.symlink_to(project)


class Plain(Spark):
    """A session in this process."""

    def __init__(self, work):
        super().__init__(work)
        builder = SparkSession.builder.master("local[2]").appName("aqueduck-verify")
        for key, value in self.settings.items():
            builder = builder.config(key, str(value))
        self.spark = builder.getOrCreate()
        self.spark.sparkContext.setLogLevel("OFF")

    @contextlib.contextmanager
    def session(self):
        yield self.spark

    def stop(self):
        self.spark.stop()


class Server(Spark):
    """A Spark Connect server of our own, on a free port of the loopback."""

    def __init__(self, work):
        super().__init__(work)
        (self.work / "conf").mkdir(exist_ok=True)
        settings = self.settings | {
            # Without a metastore the second run of any pipeline finds its tables' folders and not its tables.
            "spark.sql.catalogImplementation": "hive",
            "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={self.work}/metastore;create=true",
            "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
            "spark.hadoop.hive.metastore.schema.verification": "false",
        }
        lines = [f"{key} {value}\n" for key, value in settings.items()]
        (self.work / "conf" / "spark-defaults.conf").write_text("".join(lines))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        home = pathlib.Path(pyspark.__file__).parent
        self.log = open(self.work / "server.log", "w")
        self.process = subprocess.Popen(
            [
                str(home / "bin" / "spark-submit"),
                "--class",
                "org.apache.spark.sql.connect.service.SparkConnectServer",
                "--master",
                "local[2]",
                "--conf",
                f"spark.connect.grpc.binding.port={self.port}",
                "--conf",
                "spark.connect.grpc.binding.address=127.0.0.1",
                "spark-internal",
            ],
            env={**os.environ, "SPARK_CONF_DIR": str(self.work / "conf")},
            cwd=self.work,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        self.wait()
        os.environ["SPARK_REMOTE"] = f"sc://127.0.0.1:{self.port}"

    @contextlib.contextmanager
    def session(self):
        spark = SparkSession.builder.remote(os.environ["SPARK_REMOTE"]).getOrCreate()
        try:
            yield spark
        finally:
            spark.stop()

    def wait(self):
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"the Spark server ended: {self.tail()}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.2)
        raise RuntimeError(f"the Spark server did not start: {self.tail()}")

    def tail(self):
        return (self.work / "server.log").read_text(errors="replace")[-2000:]

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def run_pipeline(_, request):
    """`spark-pipelines run` or `dry-run`, in this process."""
    from pyspark.pipelines import cli

    cli.run(pathlib.Path(request["spec"]), [], False, [], request.get("dry", False))


def run_stand_in(server, request):
    """The modules of a Databricks pipeline on plain Spark."""
    with server.session() as spark:
        stand_in.run(spark, request["files"], request["checkpoints"], request.get("configuration", {}))


def read_tables(server, request):
    """Schema and rows of tables, in the canonical form."""
    with server.session() as spark:
        for name in request["tables"]:
            spark.catalog.refreshTable(name)
        return {name: canonical.table(spark.table(name)) for name in request["tables"]}


def drop_tables(server, request):
    """Leaves nothing of a pipeline behind."""
    with server.session() as spark:
        for name in request.get("views", []):
            spark.catalog.dropTempView(name)
        for name in request["tables"]:
            spark.sql(f"DROP TABLE IF EXISTS {name}")
        for schema in request.get("schemas", []):
            spark.sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    for folder in request.get("folders", []):
        shutil.rmtree(folder, ignore_errors=True)


def create_schemas(server, request):
    with server.session() as spark:
        for schema in request["schemas"]:
            spark.sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")


ACTIONS = {
    "run": run_pipeline,
    "standIn": run_stand_in,
    "read": read_tables,
    "drop": drop_tables,
    "createSchemas": create_schemas,
}


def answer(server, request):
    if "project" in request:
        server.enter(request["project"])
    return ACTIONS[request["action"]](server, request)


def main():
    # What the pipelines' own command prints is no answer.
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    server = {"connect": Server, "plain": Plain}[sys.argv[2]](sys.argv[1])
    try:
        replies.write(json.dumps({"ready": pyspark.__version__}) + "\n")
        for line in sys.stdin:
            try:
                reply = {"result": answer(server, json.loads(line))}
            except Exception as error:
                reply = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()[-4000:]}
            replies.write(json.dumps(reply) + "\n")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
