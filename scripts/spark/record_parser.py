"""Records what Spark's own parser says to the statements of test/conformance/parser/statements.json.

Run it in a virtual environment with pyspark (Java 17 or later):

    python scripts/spark/record_parser.py            # asks again for every statement and rewrites the file
    python scripts/spark/record_parser.py new.txt    # adds the lines of new.txt (how, tab, statement) first

`how` is one of query, expression, schema, type. The verdict is "ok" or the condition of Spark's error.
Then it makes mutations of the queries among them (parser_mutations.py) and records for each whether Spark takes it, in
mutations.json: [statement, start, end, text, 1 or 0] stands for that statement with a stretch of it replaced.
"""

import json
import logging
import os
import sys
from pathlib import Path

os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

import parser_mutations  # noqa: E402
import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

# A refusal is an answer here, not something to print with its whole Java stack.
for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
    logging.getLogger(name).setLevel(logging.CRITICAL + 1)

FOLDER = Path(__file__).resolve().parents[2] / "test" / "conformance" / "parser"
FILE = FOLDER / "statements.json"
MUTATIONS = FOLDER / "mutations.json"
# Together with the statements there are 20,000.
TOTAL = 20_000
SEED = 43


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


def accepts(parser, text: str) -> int:
    try:
        parser.parsePlan(text)
    except Exception:  # the verdict is the point
        return 0
    return 1


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
    texts = [json.loads(line)[1] for line in lines]
    hows = [json.loads(line)[0] for line in lines]
    queries = [text if how == "query" else "" for text, how in zip(texts, hows)]
    mutated = []
    for base, start, end, new, text in parser_mutations.mutations(queries, TOTAL - len(lines), SEED):
        mutated.append(json.dumps([base, start, end, new, accepts(parser, text)], separators=(",", ":")))
    body = ",\n".join(mutated)
    head = f'"spark":"{pyspark.__version__}","seed":{SEED}'
    MUTATIONS.write_text(f'{{{head},"mutations":[\n{body}\n]}}\n', encoding="utf-8")
    print(f"{len(mutated)} mutations, {sum(line.endswith(',1]') for line in mutated)} accepted")
    print(f"{len(lines)} statements, {sum(line.endswith(chr(34) + 'ok' + chr(34) + ']') for line in lines)} accepted")


main()
