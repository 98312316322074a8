"""Records Spark's answers to the function cases.

Usage: python scripts/spark/record_functions.py [output file]
"""

import sys
import tempfile
from pathlib import Path

import lab

HERE = lab.REPOSITORY / "test" / "conformance" / "functions"


def load_cases():
    return lab.unique_names([case for path in sorted(HERE.glob("cases*.json")) for case in lab.load_json(path)])


def record(output):
    cases = load_cases()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        for case in cases:
            conf = case.get("conf", {})
            before = {key: spark.conf.get(key, None) for key in conf}
            for key, value in conf.items():
                spark.conf.set(key, value)
            try:
                results[case["name"]] = lab.answer(lambda: spark.sql(case["sql"]))
            except Exception as error:
                raise SystemExit(f"the case {case['name']} could not be recorded: {error!r}") from error
            finally:
                for key, value in before.items():
                    spark.conf.unset(key) if value is None else spark.conf.set(key, value)
        lab.dump_golden(output, spark, results)
        spark.stop()
    print(f"{len(results)} function cases recorded")


if __name__ == "__main__":
    record(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "golden.json")
