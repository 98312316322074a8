"""Records Spark's answers to the function cases.

Usage: python scripts/spark/record_functions.py [output file]
       python scripts/spark/record_functions.py --missing      only the cases without an answer, the others stay
"""

import sys
import tempfile
from pathlib import Path

import lab

HERE = lab.REPOSITORY / "test" / "conformance" / "functions"


def load_cases():
    return lab.unique_names([case for path in sorted(HERE.glob("cases*.json")) for case in lab.load_json(path)])


def record(output, known=None):
    cases = load_cases()
    known = known or {}
    results = {case["name"]: known[case["name"]] for case in cases if case["name"] in known}
    asked = [case for case in cases if case["name"] not in known]
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        for case in asked:
            results[case["name"]] = lab.answer_case(spark, case)
        lab.dump_golden(output, spark, {case["name"]: results[case["name"]] for case in cases})
        record_names(spark, Path(output).with_name("spark-functions.json"))
        spark.stop()
    print(f"{len(asked)} of {len(cases)} function cases recorded")


def record_names(spark, output):
    """The functions that Spark has: each must be in our registry (coverage.test.ts)."""
    names = sorted(row[0] for row in spark.sql("SHOW SYSTEM FUNCTIONS").collect())
    lines = ",\n".join(lab.dump_json(name) for name in names)
    output.write_text(f'{{\n"spark": {lab.dump_json(spark.version)},\n"functions": [\n{lines}\n]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    golden = HERE / "golden.json"
    if sys.argv[1:] == ["--missing"]:
        record(golden, lab.load_json(golden)["cases"])
    else:
        record(Path(sys.argv[1]) if len(sys.argv) > 1 else golden)
