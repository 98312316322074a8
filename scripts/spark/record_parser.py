"""Records what Spark's own parser says to the statements of test/conformance/parser/statements.json.

Run it in a virtual environment with pyspark (Java 17 or later):

    python scripts/spark/record_parser.py            # asks again for every statement and rewrites the file
    python scripts/spark/record_parser.py new.txt    # adds the lines of new.txt (how, tab, statement) first

`how` is one of query, expression, schema, type. The verdict is "ok" or the condition of Spark's error.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

FILE = Path(__file__).resolve().parents[2] / "test" / "conformance" / "parser" / "statements.json"


def condition(error: Exception) -> str:
    java = getattr(error, "java_exception", None)
    for source in (error, java):
        try:
            name = source.getCondition()
        except Exception:  # not every exception of the JVM has one
            continue
        if name:
            return name
    return type(error).__name__


def main() -> None:
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    parser = session._jsparkSession.sessionState().sqlParser()
    ask = {
        "query": parser.parsePlan,
        "expression": parser.parseExpression,
        "schema": parser.parseTableSchema,
        "type": parser.parseDataType,
    }
    rows = json.loads(FILE.read_text(encoding="utf-8"))["statements"] if FILE.exists() else []
    for path in sys.argv[1:]:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            how, text = line.split("\t", 1)
            rows.append([how, text.replace("\\n", "\n"), ""])
    seen = set()
    lines = []
    for how, text, _ in rows:
        if (how, text) in seen:
            continue
        seen.add((how, text))
        try:
            ask[how](text)
            verdict = "ok"
        except Exception as error:  # the verdict is the point
            verdict = condition(error)
        lines.append("\t\t" + json.dumps([how, text, verdict], ensure_ascii=False))
    body = ",\n".join(lines)
    FILE.write_text(
        f'{{\n\t"spark": "{pyspark.__version__}",\n\t"statements": [\n{body}\n\t]\n}}\n', encoding="utf-8"
    )
    print(f"{len(lines)} statements, {sum(line.endswith(chr(34) + 'ok' + chr(34) + ']') for line in lines)} accepted")


main()
