"""Records what Spark's own parser says to test/conformance/parser/databricks.json: it refuses each of them.

Usage: python scripts/spark/record_databricks.py
"""

import json

from record_parser import FOLDER, condition  # first: it says how Spark is to start
import pyspark
from pyspark.sql import SparkSession

FILE = FOLDER / "databricks.json"


def main() -> None:
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    parser = session._jsparkSession.sessionState().sqlParser()
    table = json.loads(FILE.read_text(encoding="utf-8"))
    constructs = table["constructs"]
    for construct in constructs:
        for case in construct["cases"]:
            case[2] = verdict(parser, case[1])
    FILE.write_text(text_of(constructs), encoding="utf-8")
    session.stop()
    print(f"{sum(len(c['cases']) for c in constructs)} statements recorded")


def verdict(parser, text: str) -> str:
    try:
        parser.parsePlan(text)
        return "ok"
    except Exception as error:  # the refusal is the answer
        return condition(error)


def text_of(constructs) -> str:
    """One line per case, so that a change shows as one line."""
    blocks = []
    for construct in constructs:
        cases = ",\n".join(f"\t\t\t\t{json.dumps(case, ensure_ascii=False)}" for case in construct["cases"])
        name = json.dumps(construct["construct"], ensure_ascii=False)
        blocks.append(f'\t\t{{\n\t\t\t"construct": {name},\n\t\t\t"cases": [\n{cases}\n\t\t\t]\n\t\t}}')
    inner = ",\n".join(blocks)
    return f'{{\n\t"spark": "{pyspark.__version__}",\n\t"constructs": [\n{inner}\n\t]\n}}\n'


if __name__ == "__main__":
    main()
