"""What every recorder shares: the Spark session, the canonical encoding of values, the names of errors.

The encoding is described in test/conformance/README.md.
"""

import json
import logging
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

# Spark's Python side turns timestamps into naive local datetimes: local has to mean UTC.
os.environ["TZ"] = "UTC"
time.tzset()
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
os.environ.pop("SPARK_HOME", None)
# An expected error is an answer here, not something to print with its whole Java stack.
for logger in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
    logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
warnings.filterwarnings("ignore", category=FutureWarning)

from py4j.protocol import Py4JJavaError  # noqa: E402
from pyspark.errors import PySparkException  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

REPOSITORY = Path(__file__).resolve().parents[2]
# Values are written here as `aq export --verify` writes them.
sys.path.insert(0, str(REPOSITORY / "src" / "verify" / "python"))

import canonical  # noqa: E402


def session(work_folder, memory="1g"):
    """One local session with Spark's defaults (ANSI on), in UTC; its files lie under `work_folder`."""
    builder = (
        SparkSession.builder.master("local[1]")
        .appName("aqueduck-record")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.extraJavaOptions", "-Duser.timezone=UTC")
        .config("spark.sql.warehouse.dir", str(Path(work_folder) / "warehouse"))
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.memory", memory)
    )
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def encode(value, data_type):
    """The canonical JSON form of one value of a Spark type."""
    return canonical.encode(value, data_type, refuse)


def refuse(_, data_type):
    raise ValueError(f"no canonical form for the type {data_type.simpleString()}; cast it to a string in the case")


def encode_schema(schema):
    return [[field.name, field.dataType.simpleString()] for field in schema.fields]


def encode_rows(rows, schema):
    types = [field.dataType for field in schema.fields]
    return [[encode(item, data_type) for item, data_type in zip(tuple(row), types)] for row in rows]


def answer(make_frame, rewrite=lambda value: value):
    """Runs a query; gives its schema and rows, or the name of the error it ends with.

    `rewrite` sees the encoded rows; it takes away what differs from run to run.
    """
    try:
        frame = make_frame()
        # collect() asks for every column, so that each declared field is parsed.
        return {"schema": encode_schema(frame.schema), "rows": rewrite(encode_rows(frame.collect(), frame.schema))}
    except (PySparkException, Py4JJavaError) as error:
        return describe_error(error)


def describe_error(error):
    """`error` is the condition of what the user sees; `cause` the deepest one, where it is another."""
    conditions = list(java_conditions(error))
    seen = error.getCondition() if isinstance(error, PySparkException) else None
    # Some of Spark's checks are plain Java exceptions: those are known by their class.
    name = seen or (conditions[0] if conditions else java_class(error))
    if name is None:
        raise error
    described = {"error": name}
    if conditions and conditions[-1] != name:
        described["cause"] = conditions[-1]
    return described


def java_origin(error):
    return getattr(error, "_origin", None) or getattr(error, "java_exception", None)


def java_class(error):
    origin = java_origin(error)
    while origin is not None and origin.getCause() is not None:
        origin = origin.getCause()
    return None if origin is None else origin.getClass().getName()


def java_conditions(error):
    cause = java_origin(error)
    while cause is not None:
        try:
            condition = cause.getCondition()
        except Exception:  # not every Java exception is one of Spark's
            condition = None
        if condition is not None:
            yield condition
        cause = cause.getCause()


def dump_golden(path, spark, cases):
    """One line per case, in the order given, so that a change shows as one line."""
    lines = [f"{dump_json(name)}: {dump_json(result)}" for name, result in cases.items()]
    text = f'{{\n"spark": {dump_json(spark.version)},\n"cases": {{\n' + ",\n".join(lines) + "\n}\n}\n"
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def dump_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def load_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def unique_names(cases):
    """A case is found by its name: two of one name would hide each other."""
    names = [case["name"] for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SystemExit(f"two cases have one name: {', '.join(twice)}")
    return cases


def answer_case(spark, case):
    """Spark's answer to a case's query, under the settings that hold for it alone."""
    conf = case.get("conf", {})
    before = {key: spark.conf.get(key, None) for key in conf}
    for key, value in conf.items():
        spark.conf.set(key, value)
    try:
        return answer(lambda: spark.sql(case["sql"]))
    except Exception as error:
        raise SystemExit(f"the case {case['name']} could not be recorded: {error!r}") from error
    finally:
        for key, value in before.items():
            spark.conf.unset(key) if value is None else spark.conf.set(key, value)


def record_queries(area, output=None):
    """Records Spark's answers to an area's cases, each one complete query, in one session."""
    home = REPOSITORY / "test" / "conformance" / area
    cases = unique_names(load_json(home / "cases.json"))
    with tempfile.TemporaryDirectory() as folder:
        spark = session(folder)
        results = {case["name"]: answer_case(spark, case) for case in cases}
        dump_golden(output or home / "golden.json", spark, results)
        spark.stop()
    print(f"{len(results)} cases of {area} recorded")
