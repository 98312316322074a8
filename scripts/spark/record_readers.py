"""Records Spark's answers to the reader cases.

Usage: python scripts/spark/record_readers.py [output file]
"""

import base64
import os
import shutil
import sys
import tempfile
from pathlib import Path

import lab

HERE = lab.REPOSITORY / "test" / "conformance" / "readers"


def materialize(files, root):
    for relative, content in files.items():
        target = root / relative
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            target.write_bytes(content.encode("utf-8"))
        elif "base64" in content:
            target.write_bytes(base64.b64decode(content["base64"]))
        else:
            shutil.copyfile(HERE / "files" / content["file"], target)


def paths(read, root):
    path = read["path"]
    return [str(root / item) for item in path] if isinstance(path, list) else str(root / path)


def absolute_options(read, root):
    options = dict(read.get("options", {}))
    if "basePath" in options:
        options["basePath"] = str(root / options["basePath"])
    return options


def read_batch(spark, case, root):
    read = case["read"]
    reader = spark.read.format(read["format"]).options(**absolute_options(read, root))
    if "schema" in read:
        reader = reader.schema(read["schema"])
    return reader.load(paths(read, root)).selectExpr(*case.get("select", ["*"]))


def read_stream(spark, case, root):
    """Everything that is there, through one streaming query into memory."""
    read = case["read"]
    reader = spark.readStream.format(read["format"]).options(**absolute_options(read, root))
    if "schema" in read:
        reader = reader.schema(read["schema"])
    frame = reader.load(paths(read, root)).selectExpr(*case.get("select", ["*"]))
    name = "recorded_stream"
    query = (
        frame.writeStream.format("memory").queryName(name).trigger(availableNow=True)
        .option("checkpointLocation", str(root / ".checkpoint")).start()
    )
    query.awaitTermination()
    return spark.table(name)


def without_root(root):
    """Paths of this run's folder become `$ROOT/...`, with or without a `file:` scheme before them."""
    text = str(root)
    prefixes = [f"file://{text}", f"file:{text}", text]

    def rewrite(value):
        if isinstance(value, str):
            for prefix in prefixes:
                value = value.replace(prefix, "$ROOT")
            return value
        if isinstance(value, list):
            return [rewrite(item) for item in value]
        if isinstance(value, dict):
            return {key: rewrite(item) for key, item in value.items()}
        return value

    return rewrite


def record(output):
    cases = lab.unique_names(lab.load_json(HERE / "cases.json"))
    with tempfile.TemporaryDirectory() as folder:
        base = Path(os.path.realpath(folder))
        spark = lab.session(base)
        results = {}
        for number, case in enumerate(cases):
            root = base / f"case{number}"
            root.mkdir()
            materialize(case["files"], root)
            conf = case.get("conf", {})
            before = {key: spark.conf.get(key, None) for key in conf}
            for key, value in conf.items():
                spark.conf.set(key, value)
            make = read_stream if case["read"].get("streaming") else read_batch
            try:
                results[case["name"]] = lab.answer(lambda: make(spark, case, root), without_root(root))
            except Exception as error:
                raise SystemExit(f"the case {case['name']} could not be recorded: {error!r}") from error
            finally:
                for key, value in before.items():
                    spark.conf.unset(key) if value is None else spark.conf.set(key, value)
        lab.dump_golden(output, spark, results)
        spark.stop()
    print(f"{len(results)} reader cases recorded")


if __name__ == "__main__":
    record(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "golden.json")
