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
from pyspark.sql import functions as F  # noqa: E402

ERRORS = (PySparkException, Py4JJavaError)
# Shown as a text: Python has no value for it, or not for all of it (years beyond 9999).
AS_TEXT = re.compile("^(?:date|time)|interval|variant")


# What Spark's interpreter says to an expression that it cannot evaluate outside of a query.
INTERPRETER = ("INTERNAL_ERROR", "java.lang.IllegalArgumentException")


def main():
    with tempfile.TemporaryDirectory() as folder:
        # What Spark keeps of thousands of different queries fills a small heap.
        spark = lab.session(folder, memory="3g")
        spark.conf.set("spark.sql.timeType.enabled", "true")
        # With it Spark 4.3.0 gives NULL for a part of a lambda's body that is a column of the same query too.
        spark.conf.set("spark.sql.subexpressionElimination.enabled", "false")
        # Ten rows in one partition: nothing to adapt to.
        spark.conf.set("spark.sql.adaptive.enabled", "false")
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
    for frame, indices in analysed(spark, expressions, table, ids, list(range(len(expressions))), results):
        raising = dict(zip(indices, raising_rows(spark, frame, table, len(indices)))) if ids else {}
        # What only the optimizer can replace (WITH, the files of a scan) is no error of Spark's.
        for i, bad in raising.items():
            if any(e["error"] in INTERPRETER for e in bad.values()):
                raising[i] = {}
        evaluate(spark, frame, expressions, table, indices, raising, results)
        keep_raised(raising, results)
    for result in results:
        result.pop("field", None)
    return results


def analysed(spark, expressions, table, ids, indices, results):
    """Names and types of the expressions; those that Spark refuses are found by halving.

    Gives frames that hold them under the names c0, c1, …: what is selected from a frame is not analysed once more.
    """
    if not indices:
        return []
    try:
        frame = spark.sql(select([expressions[i] for i in indices] + (["id"] if ids else []), table))
        for i, field in zip(indices, frame.schema.fields):
            results[i] = {"name": field.name, "type": field.dataType.simpleString(), "field": field.dataType}
        return [(frame, indices)]
    except ERRORS as error:
        if len(indices) == 1:
            results[indices[0]] = lab.describe_error(error)
            return []
        half = len(indices) // 2
        return [
            found
            for some in (indices[:half], indices[half:])
            for found in analysed(spark, expressions, table, ids, some, results)
        ]


def evaluate(spark, frame, expressions, table, indices, raising, results):
    """The values of all expressions of a frame at once, without the rows that raise."""
    more = [] if len(frame.columns) == len(indices) else ["row_id"]
    named = frame.toDF(*[f"c{i}" for i in indices], *more)
    shown = []
    for i in indices:
        column = F.col(f"c{i}").cast("string") if is_text(results[i]["type"]) else F.col(f"c{i}")
        bad = [row + 1 for row in raising.get(i, {})]
        shown.append(F.when(~F.col("row_id").isin(bad), column) if bad else column)
    try:
        keep(named.select(*shown).collect(), indices, results)
    except Exception:
        # Constants may raise wherever they stand: they are asked anew, without those of the others.
        evaluate_apart(spark, expressions, table, indices, raising, results)


def evaluate_apart(spark, expressions, table, indices, raising, results):
    """Asks for many at once; those that raise are found by halving."""
    if not indices:
        return
    texts = [kept_text(expressions[i], results[i]["type"], raising.get(i, {})) for i in indices]
    try:
        keep(spark.sql(select(texts, table)).collect(), indices, results)
    except Exception as error:
        if len(indices) > 1:
            half = len(indices) // 2
            evaluate_apart(spark, expressions, table, indices[:half], raising, results)
            evaluate_apart(spark, expressions, table, indices[half:], raising, results)
        elif isinstance(error, ERRORS):
            results[indices[0]]["raised"] = lab.describe_error(error)["error"]
            results[indices[0]]["values"] = []
        else:
            results[indices[0]]["unreadable"] = repr(error)[:300]


def kept_text(text, type_name, bad):
    shown = f"CAST(({text}) AS STRING)" if is_text(type_name) else text
    return f"CASE WHEN id NOT IN ({', '.join(str(row + 1) for row in bad)}) THEN {shown} END" if bad else shown


def keep(collected, indices, results):
    for place, i in enumerate(indices):
        results[i]["values"] = [encode(row[place], results[i]["field"]) for row in collected]


def keep_raised(raising, results):
    for i, bad in raising.items():
        values = results[i].get("values")
        for row, condition in bad.items():
            if values:
                values[row] = {"$error": condition}
        if bad:
            results[i]["raised"] = next(iter(bad.values()))["error"]


def raising_rows(spark, frame, table, count):
    """For each expression the rows in which it raises: Spark's own interpreter evaluates it row by row."""
    catalyst = spark._jvm.org.apache.spark.sql.catalyst.expressions
    # Before the optimizer, which may raise what a constant raises.
    analysed_plan = frame._jdf.queryExecution().analyzed()
    plan = spark._jvm.org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions.apply(analysed_plan)
    attributes = getattr(catalyst, "package$AttributeSeq")(plan.children().apply(0).output())
    rows = spark.sql(f"SELECT * FROM {table}")._jdf.queryExecution().executedPlan().executeCollect()
    found = []
    projected = plan.expressions()
    for i in range(count):
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


def encode(value, field):
    return value if value is None or is_text(field.simpleString()) else lab.encode(value, field)


if __name__ == "__main__":
    main()
