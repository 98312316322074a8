"""Runs the examples with which Spark documents its functions, and writes what they give.

Usage: python scripts/spark/describe_examples.py <output file>
The texts are Spark's: they are read from the running Spark, and nothing of the output is committed.
"""

import re
import sys
import tempfile
from pathlib import Path

import lab
from pyspark.sql import functions as F
from pyspark.sql import types as T

# Their value is another one at each call, or belongs to the session; Spark's own flag knows only chance.
# mode() without an order may be any of the most frequent values, as its documentation says.
MOMENTARY = re.compile(
    r"\b(current_timestamp|now|localtimestamp|current_time|localtime|current_date|curdate|current_user|session_user"
    r"|input_file_\w+)\b|\b(unix_timestamp|user|mode\(col, false)\(?\)",
    re.IGNORECASE,
)
# Run twice: without an initialization vector they take another one at each call.
BY_CHANCE = re.compile(r"\baes_encrypt\(", re.IGNORECASE)
# Python has no value for them: they are compared as Spark's text.
AS_TEXT = ("interval", "time(", "variant", "geometry", "geography")
# Refused unless this is set, though documented.
TIME_TYPE = "spark.sql.timeType.enabled"


def examples(spark):
    """(function, query) of each example, in the order of the names; settings between examples are left out."""
    catalog = spark._jsparkSession.sessionState().catalog()
    parser = spark._jsparkSession.sessionState().sqlParser()
    for row in spark.sql("SHOW SYSTEM FUNCTIONS").collect():
        name = row[0]
        identifier = parser.parseFunctionIdentifier(f"`{name}`")
        text = catalog.lookupFunctionInfo(identifier).getExamples()
        for match in re.finditer(r"^\s*> (SELECT\b.+?);[ \t]*$", text, re.DOTALL | re.MULTILINE | re.IGNORECASE):
            yield name, re.sub(r"\s*\n\s*", " ", match.group(1))


def is_text(data_type):
    return any(part in data_type.simpleString() for part in AS_TEXT)


def plain(frame):
    """Positional names, and text for what Python cannot hold."""
    named = frame.toDF(*(f"c{i}" for i in range(len(frame.columns))))
    columns = [F.col(f.name).cast("string") if is_text(f.dataType) else F.col(f.name) for f in named.schema.fields]
    return named.select(*columns)


def run(spark, query):
    asked = []

    def make():
        frame = spark.sql(query)
        asked.append(frame)
        return plain(frame)

    recorded = lab.answer(make)
    if not asked:
        return recorded
    schema = asked[0].schema
    texts = [i for i, f in enumerate(schema.fields) if is_text(f.dataType)]
    return {
        **recorded,
        **({"schema": lab.encode_schema(schema)} if "rows" in recorded else {}),
        **({"texts": texts} if texts else {}),
        "deterministic": asked[0]._jdf.queryExecution().analyzed().deterministic(),
    }


def one(spark, name, query):
    answer = attempt(spark, query)
    if answer.get("error") == "UNSUPPORTED_TIME_TYPE":
        spark.conf.set(TIME_TYPE, "true")
        answer = attempt(spark, query)
        spark.conf.unset(TIME_TYPE)
    by_chance = bool(BY_CHANCE.search(query)) and attempt(spark, query) != answer
    momentary = not answer.pop("deterministic", True) or by_chance or bool(MOMENTARY.search(query))
    texts = answer.pop("texts", [])
    return {"function": name, "sql": query, "momentary": momentary, "texts": texts, "answer": answer}


def attempt(spark, query):
    try:
        return run(spark, query)
    except Exception as error:  # e.g. a type that PySpark itself does not know
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def record(output):
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        # Each query is tiny and runs once: compiling it takes longer than interpreting it.
        spark.conf.set("spark.sql.codegen.wholeStage", "false")
        spark.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        results = [one(spark, name, query) for name, query in examples(spark)]
        version = spark.version
        spark.stop()
    lines = ",\n".join(lab.dump_json(result) for result in results)
    Path(output).write_text(f'{{\n"spark": {lab.dump_json(version)},\n"examples": [\n{lines}\n]\n}}\n', encoding="utf-8")
    print(f"{len(results)} documented examples run on Spark {version}")


if __name__ == "__main__":
    record(sys.argv[1])
