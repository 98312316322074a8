"""Answers questions as they come: one JSON document per line in, one per line out. The property test asks it.

Usage: python scripts/spark/ask.py

Questions:
  {"setup": [sql …]}                                         runs statements
  {"query": sql}                                             an answer as the recorders write it
  {"columns": [expression …], "from": table, "ids": bool}
      each expression over the table, many to one query:
      {"name", "type", "values": [one per row]}, or {"error": condition} when Spark's analysis refuses it. With `ids`, each
      row answers for itself: {"$error": condition} among the values where it raises (the table has the unique column
      `id`). Else an expression that raises has {"raised": condition} and no values.
"""

import json
import os
import re
import sys
import tempfile

# Each query is new code that runs once: compiling it well costs more than it gives.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

import lab  # noqa: E402
from py4j.protocol import Py4JJavaError  # noqa: E402
from pyspark.errors import PySparkException  # noqa: E402

ERRORS = (PySparkException, Py4JJavaError)
# Shown as a text: Python has no value for it, or not for all of it (years beyond 9999).
AS_TEXT = re.compile("^(?:date|time)|interval|variant")


# What Spark's interpreter says to an expression that it cannot evaluate outside of a query.
INTERPRETER = ("INTERNAL_ERROR", "java.lang.IllegalArgumentException")


def main():
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        spark.conf.set("spark.sql.timeType.enabled", "true")
        # Questions on standard output only: what Spark or Python print goes elsewhere.
        answers = sys.stdout
        sys.stdout = sys.stderr
        for line in sys.stdin:
            question = json.loads(line)
            answers.write(json.dumps(reply(spark, question), ensure_ascii=False) + "\n")
            answers.flush()
        spark.stop()


def reply(spark, question):
    if "setup" in question:
        for statement in question["setup"]:
            spark.sql(statement)
        return {"ok": True}
    if "query" in question:
        return query(spark, question["query"])
    return columns(spark, question["columns"], question["from"], question["ids"])


def query(spark, text):
    try:
        return lab.answer(lambda: spark.sql(text))
    except Exception as error:  # a value that Python cannot hold
        return {"unreadable": repr(error)[:300]}


def columns(spark, expressions, table, ids):
    results = [None] * len(expressions)
    analysed(spark, expressions, table, list(range(len(expressions))), results)
    kept = [i for i in range(len(expressions)) if "error" not in results[i]]
    (evaluate_rows if ids else evaluate)(spark, expressions, table, kept, results)
    for result in results:
        result.pop("field", None)
    return results


def analysed(spark, expressions, table, indices, results):
    """Names and types of the expressions; those that Spark refuses are found by halving."""
    if not indices:
        return
    try:
        schema = spark.sql(select([expressions[i] for i in indices], table)).schema
        for i, field in zip(indices, schema.fields):
            results[i] = {"name": field.name, "type": field.dataType.simpleString(), "field": field.dataType}
    except ERRORS as error:
        if len(indices) == 1:
            results[indices[0]] = lab.describe_error(error)
            return
        half = len(indices) // 2
        analysed(spark, expressions, table, indices[:half], results)
        analysed(spark, expressions, table, indices[half:], results)


def evaluate(spark, expressions, table, indices, results):
    """Asks for many at once; those that raise are found by halving."""
    if not indices:
        return
    texts = [shown(expressions[i], results[i]["type"]) for i in indices]
    try:
        collected = spark.sql(select(texts, table)).collect()
    except Exception as error:
        if len(indices) > 1:
            half = len(indices) // 2
            evaluate(spark, expressions, table, indices[:half], results)
            evaluate(spark, expressions, table, indices[half:], results)
        elif isinstance(error, ERRORS):
            results[indices[0]]["raised"] = lab.describe_error(error)["error"]
            results[indices[0]]["values"] = []
        else:
            results[indices[0]]["unreadable"] = repr(error)[:300]
        return
    keep(collected, indices, results)


def keep(collected, indices, results):
    for place, i in enumerate(indices):
        results[i]["values"] = [encode(row[place], results[i]["field"]) for row in collected]


def evaluate_rows(spark, expressions, table, indices, results):
    """As `evaluate`, with an answer for each row: rows that raise are found first and then left out of the query."""
    if not indices:
        return
    raising = raising_rows(spark, [shown(expressions[i], results[i]["type"]) for i in indices], table)
    # What only the optimizer can replace (WITH, the files of a scan) is no error of Spark's.
    known = [all(e["error"] not in INTERPRETER for e in bad.values()) for bad in raising]
    evaluate(spark, expressions, table, [i for i, certain in zip(indices, known) if not certain], results)
    raising = [bad for bad, certain in zip(raising, known) if certain]
    indices = [i for i, certain in zip(indices, known) if certain]
    if not indices:
        return
    texts = []
    for i, bad in zip(indices, raising):
        text = shown(expressions[i], results[i]["type"])
        ids = ", ".join(str(row + 1) for row in bad)
        texts.append(f"CASE WHEN id NOT IN ({ids}) THEN {text} END" if bad else text)
    try:
        collected = spark.sql(select(texts, table)).collect()
        keep(collected, indices, results)
    except Exception:
        # The texts are shown as they should be by now.
        asked = {i: results[i] | {"type": "string"} for i in indices}
        evaluate(spark, dict(zip(indices, texts)), table, indices, asked)
        for i in indices:
            results[i] |= {key: asked[i][key] for key in ("values", "raised", "unreadable") if key in asked[i]}
    for i, bad in zip(indices, raising):
        values = results[i].get("values")
        for row, condition in bad.items():
            if values:
                values[row] = {"$error": condition}
        if bad:
            results[i]["raised"] = next(iter(bad.values()))["error"]


def raising_rows(spark, texts, table):
    """For each expression the rows in which it raises: Spark's own interpreter evaluates it row by row."""
    catalyst = spark._jvm.org.apache.spark.sql.catalyst.expressions
    # Before the optimizer, which may raise what a constant raises.
    analysed_plan = spark.sql(select(texts, table))._jdf.queryExecution().analyzed()
    plan = spark._jvm.org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions.apply(analysed_plan)
    attributes = getattr(catalyst, "package$AttributeSeq")(plan.children().apply(0).output())
    rows = spark.sql(f"SELECT * FROM {table}")._jdf.queryExecution().executedPlan().executeCollect()
    found = []
    projected = plan.expressions()
    for i in range(len(texts)):
        bound = catalyst.BindReferences.bindReference(projected.apply(i), attributes, False)
        bad = {}
        for place in range(len(rows)):
            try:
                bound.eval(rows[place])
            except ERRORS as error:
                bad[place] = lab.describe_error(error)
                # Half-built values of this row stay in an expression that raised: the next row gets a new one.
                bound = catalyst.BindReferences.bindReference(projected.apply(i), attributes, False)
        found.append(bad)
    return found


def select(texts, table):
    return f"SELECT {', '.join(texts)} FROM {table}"


def is_text(type_name):
    return AS_TEXT.search(type_name) is not None


def shown(text, type_name):
    return f"CAST(({text}) AS STRING)" if is_text(type_name) else text


def encode(value, field):
    return value if value is None or is_text(field.simpleString()) else lab.encode(value, field)


if __name__ == "__main__":
    main()
