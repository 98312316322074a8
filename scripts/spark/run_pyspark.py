"""Runs Python modules that the exporter wrote, many in one process, and writes down what they give.

Usage: python scripts/spark/run_pyspark.py <cases> <answers> [--connect]

Cases are `[{"name", "python", "conf"?}]`; a module has a function `query()` that returns a DataFrame. The answers are as
the recorders write them. With --connect the session is one of Spark Connect.
"""

import ast
import json
import os
import sys
import tempfile
from pathlib import Path

import lab


# Each query runs once over a few rows: compiling it would take the most time.
SMALL = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}


def main(cases, output, over_connect):
    answers = {}
    with tempfile.TemporaryDirectory() as folder:
        spark = connected(folder) if over_connect else lab.session(folder)
        for key, value in SMALL.items():
            spark.conf.set(key, value)
        for case in cases:
            conf = case.get("conf", {})
            before = {key: spark.conf.get(key, None) for key in conf}
            for key, value in conf.items():
                spark.conf.set(key, value)
            try:
                answers[case["name"]] = run(spark, case)
            finally:
                for key, value in before.items():
                    spark.conf.unset(key) if value is None else spark.conf.set(key, value)
        version = spark.version
        spark.stop()
    text = json.dumps({"spark": version, "cases": answers}, ensure_ascii=False, allow_nan=False)
    Path(output).write_text(text, encoding="utf-8")


def run(spark, case):
    # Python 3.11's grammar, whichever Python runs this.
    tree = ast.parse(case["python"], feature_version=(3, 11))
    module = {"spark": spark}
    try:
        exec(compile(tree, case["name"], "exec"), module)  # the text of a committed case
        return lab.answer(module["query"])
    except Exception as error:
        return {"error": "PYTHON", "cause": repr(error)[:500]}


def connected(folder):
    from pyspark.sql import SparkSession

    settings = Path(folder) / "spark-defaults.conf"
    settings.write_text(
        "spark.ui.enabled false\nspark.sql.session.timeZone UTC\nspark.sql.shuffle.partitions 1\n"
        f"spark.driver.extraJavaOptions -Duser.timezone=UTC\nspark.sql.warehouse.dir {folder}/warehouse\n",
        encoding="utf-8",
    )
    os.environ["SPARK_CONF_DIR"] = folder
    return SparkSession.builder.remote("local[1]").getOrCreate()


if __name__ == "__main__":
    plain = [one for one in sys.argv[1:] if one != "--connect"]
    main(json.loads(Path(plain[0]).read_text(encoding="utf-8")), plain[1], "--connect" in sys.argv)
