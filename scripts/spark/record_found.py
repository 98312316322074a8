"""Records Spark's answers to what the property test found (test/fuzz): each case was a difference once.

Usage: python scripts/spark/record_found.py [output file]
"""

import sys
import tempfile
from pathlib import Path

import lab

HERE = lab.REPOSITORY / "test" / "conformance" / "found"


def record(output):
    cases = lab.unique_names(lab.load_json(HERE / "cases.json"))
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        results = {case["name"]: lab.answer(lambda case=case: spark.sql(case["sql"])) for case in cases}
        lab.dump_golden(output, spark, results)
        spark.stop()
    print(f"{len(results)} found cases recorded")


if __name__ == "__main__":
    record(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "golden.json")
