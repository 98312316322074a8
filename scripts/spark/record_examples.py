"""Runs the PySpark form of every example and records its tables.

Usage: python scripts/spark/record_examples.py [output folder]
Needs the prepared files: node examples/<name>/prepare.mjs
"""

import hashlib
import importlib.util
import struct
import sys
import tempfile
from pathlib import Path

import lab
from pyspark.sql import types as T

EXAMPLES = lab.REPOSITORY / "examples"
NAMES = ["flights", "stocks", "movies"]
# A larger table is recorded by its digest, which keeps the repository small.
MOST_ROWS = 2500


def load_reference(name):
    path = EXAMPLES / name / "spark" / "reference.py"
    spec = importlib.util.spec_from_file_location(f"reference_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest(rows, schema):
    """See "Digests" in test/conformance/README.md."""
    for_hash = [digest_row(row, schema) for row in rows]
    return hashlib.sha256("\n".join(sorted(for_hash)).encode("utf-8")).hexdigest()


def digest_row(row, schema):
    values = [
        None if item is None else struct.pack(">d", item).hex() if is_double(field) else lab.encode(item, field.dataType)
        for item, field in zip(tuple(row), schema.fields)
    ]
    return lab.dump_json(values)


def is_double(field):
    return isinstance(field.dataType, (T.DoubleType, T.FloatType))


def record_table(frame):
    rows = frame.collect()
    recorded = {"schema": lab.encode_schema(frame.schema), "count": len(rows)}
    if len(rows) <= MOST_ROWS:
        # Sorted, so that recording twice gives the same file.
        return {**recorded, "rows": sorted(lab.encode_rows(rows, frame.schema), key=lab.dump_json)}
    present = {field.name: sum(row[i] is not None for row in rows) for i, field in enumerate(frame.schema.fields)}
    return {**recorded, "present": present, "digest": digest(rows, frame.schema)}


def record_rules(candidates, rules):
    """How many candidates each rule is not true for, and how many come through: null violates."""
    kept = keep_true(candidates, [condition for action, condition in rules.values() if action == "drop"])
    return {
        "candidates": candidates.count(),
        "written": kept.count(),
        "rules": {
            name: {"action": action, "failed": candidates.where(f"NOT coalesce({condition}, false)").count()}
            for name, (action, condition) in rules.items()
        },
    }


def keep_true(frame, conditions):
    for condition in conditions:
        frame = frame.where(f"coalesce({condition}, false)")
    return frame


def dump_table(path, version, recorded):
    head = {key: value for key, value in recorded.items() if key != "rows"}
    text = f'{{\n"spark": {lab.dump_json(version)}'
    text += "".join(f",\n{lab.dump_json(key)}: {lab.dump_json(value)}" for key, value in head.items())
    if "rows" in recorded:
        text += ',\n"rows": [\n' + ",\n".join(lab.dump_json(row) for row in recorded["rows"]) + "\n]"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n}\n", encoding="utf-8")


def record(folder):
    count = 0
    with tempfile.TemporaryDirectory() as work:
        spark = lab.session(work)
        for name in NAMES:
            module = load_reference(name)
            candidates_of = {}

            def keep(table, candidates, module=module, candidates_of=candidates_of):
                candidates_of[table] = candidates
                drops = [condition for action, condition in module.RULES[table].values() if action == "drop"]
                return keep_true(candidates, drops)

            for table, frame in module.tables(spark, str(EXAMPLES / name / "data"), keep).items():
                recorded = record_table(frame)
                if table in candidates_of:
                    recorded = {**record_rules(candidates_of[table], module.RULES[table]), **recorded}
                dump_table(folder / name / "expected" / f"{table}.json", spark.version, recorded)
                count += 1
        spark.stop()
    print(f"{count} tables of {len(NAMES)} examples recorded")


if __name__ == "__main__":
    record(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
