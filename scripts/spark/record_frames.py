"""Records Spark's answers to the DataFrame cases, from the Python text of each.

Usage: python scripts/spark/record_frames.py [output file]
"""

import sys
import tempfile
from pathlib import Path

import lab
from pyspark.errors import PySparkException
from pyspark.sql import Window
from pyspark.sql import functions as F

HERE = lab.REPOSITORY / "test" / "conformance" / "frames"


def evaluate(spark, case):
    names = {name: spark.sql(query) for name, query in case["frames"].items()}
    names.update(spark=spark, F=F, col=F.col, lit=F.lit, Window=Window)
    return eval(case["python"], names)  # the text of a committed case


def record(output):
    cases = lab.unique_names(lab.load_json(HERE / "cases.json"))
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        for case in cases:
            try:
                results[case["name"]] = lab.answer(lambda: evaluate(spark, case))
            except PySparkException:
                raise
            except Exception as error:
                raise SystemExit(f"the case {case['name']} could not be recorded: {error!r}") from error
        lab.dump_golden(output, spark, results)
        spark.stop()
    print(f"{len(results)} frame cases recorded")


if __name__ == "__main__":
    record(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "golden.json")
