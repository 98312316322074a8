"""Answers queries that something printed, in the recorded form.

Usage: python scripts/spark/answer_queries.py queries.json output.json
where queries.json is a list of {"name", "sql", "conf"?}.
"""

import sys
import tempfile
from pathlib import Path

import lab


def answers(spark, queries):
    zone = spark.conf.get("spark.sql.session.timeZone")
    for query in queries:
        for key, value in query.get("conf", {}).items():
            spark.conf.set(key, value)
        yield query["name"], lab.answer(lambda query=query: spark.sql(query["sql"]))
        spark.conf.set("spark.sql.session.timeZone", zone)


def main(queries_file, output):
    queries = lab.unique_names(lab.load_json(queries_file))
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        lab.dump_golden(output, spark, dict(answers(spark, queries)))
        spark.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
