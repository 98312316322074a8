"""Writes the small Parquet files that the reader cases use (test/conformance/readers/files).

They are committed: run this only to add one. Usage: python scripts/spark/make_parquet.py
"""

import tempfile
from pathlib import Path

import lab

FILES = {
    "ints.parquet": "SELECT * FROM VALUES (1, 'x'), (2, NULL), (NULL, 'é') AS t(a, b)",
    "bigints.parquet": "SELECT CAST(a AS BIGINT) AS a, b FROM VALUES (3000000000L, 'y'), (4L, 'z') AS t(a, b)",
    "extra.parquet": "SELECT * FROM VALUES (5, 'w', 1.5D), (6, 'v', NULL) AS t(a, b, c)",
    "strings.parquet": "SELECT * FROM VALUES ('s', 'u') AS t(a, b)",
    "types.parquet": """
        SELECT true AS flag, 1Y AS tiny, 2S AS small, 3 AS whole, 9223372036854775807 AS big,
               CAST(1.5 AS FLOAT) AS single, double('NaN') AS nan, 12.345BD AS dec, 'text' AS text,
               X'00FF' AS bin, DATE'1969-12-31' AS day, TIMESTAMP'1960-01-02 03:04:05.123456Z' AS moment,
               TIMESTAMP_NTZ'2024-02-29 23:59:59.999999' AS wall, array(1, NULL, 3) AS list,
               map('k', 1, 'n', NULL) AS dict, named_struct('x', 1, 'y', named_struct('z', 'deep')) AS nested
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL""",
    "narrow_struct.parquet": "SELECT 1 AS id, named_struct('x', 1) AS s",
    "wide_struct.parquet": "SELECT 2 AS id, named_struct('x', 2, 'y', 'n') AS s",
    "upper.parquet": "SELECT * FROM VALUES (7, 'q') AS t(A, B)",
    "decimals.parquet": "SELECT CAST(d AS DECIMAL(10,2)) AS d FROM VALUES (1.25), (-9.99), (NULL) AS t(d)",
    "none.parquet": "SELECT * FROM VALUES (1, 'x') AS t(a, b) WHERE a > 1",
}


def main():
    target = lab.REPOSITORY / "test" / "conformance" / "readers" / "files"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        spark = lab.session(folder)
        for name, query in FILES.items():
            out = Path(folder) / name
            spark.sql(query).coalesce(1).write.option("compression", "uncompressed").parquet(str(out))
            (part,) = out.glob("part-*.parquet")
            (target / name).write_bytes(part.read_bytes())
        spark.stop()


if __name__ == "__main__":
    main()
