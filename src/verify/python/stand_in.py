"""A small stand-in for the modules of Databricks' pipelines: decorators that register, rules that filter or raise.

It runs a pipeline's modules on plain Spark: batch tables are written anew, streaming ones take what is there since their checkpoint.
"""

import contextlib
import importlib.util
import pathlib
import re
import sys
import types

from pyspark.errors import AnalysisException
from pyspark.sql import functions as F
from pyspark.sql.streaming import DataStreamReader


class Pipeline:
    def __init__(self, spark):
        self.spark = spark
        self.views = []
        self.tables = []
        self.flows = []
        self.rules = {}

    def register(self, into, options, fn):
        into.append({"name": options.get("name") or fn.__name__, "fn": fn, "options": options})
        self.rules.setdefault(into[-1]["name"], []).extend(getattr(fn, "_rules", []))
        # Rules may stand above the decorator too.
        fn._registered = into[-1]["name"]
        return fn


def decorator(pipeline, into):
    def decorate(query_function=None, **options):
        if query_function is not None:
            return pipeline.register(into, options, query_function)
        return lambda fn: pipeline.register(into, options, fn)

    return decorate


def rule(pipeline, action, many):
    def decorate(*given):
        conditions = list(given[0].items()) if many else [given]

        def attach(fn):
            added = [(action, name, condition) for name, condition in conditions]
            if hasattr(fn, "_registered"):
                pipeline.rules[fn._registered].extend(added)
            else:
                fn._rules = getattr(fn, "_rules", []) + added
            return fn

        return attach

    return decorate


def module_of(pipeline, name):
    """What `import dlt` and `from pyspark import pipelines as dp` find."""
    spark = pipeline.spark
    module = types.ModuleType(name)
    module.table = decorator(pipeline, pipeline.tables)
    module.materialized_view = decorator(pipeline, pipeline.tables)
    module.view = module.temporary_view = decorator(pipeline, pipeline.views)
    for word, action in [("", "warn"), ("_or_drop", "drop"), ("_or_fail", "fail")]:
        setattr(module, f"expect{word}", rule(pipeline, action, False))
        setattr(module, f"expect_all{word}", rule(pipeline, action, True))

    def append_flow(target, name=None, once=False, **_):
        def attach(fn):
            pipeline.flows.append({"name": name or fn.__name__, "target": target, "fn": fn, "once": once})
            return fn

        return attach

    def create_streaming_table(name, expect_all=None, expect_all_or_drop=None, expect_all_or_fail=None, **_):
        given = [("warn", expect_all), ("drop", expect_all_or_drop), ("fail", expect_all_or_fail)]
        added = [(action, rule_name, text) for action, all_of in given for rule_name, text in (all_of or {}).items()]
        pipeline.rules.setdefault(name, []).extend(added)

    module.append_flow = append_flow
    module.create_streaming_table = create_streaming_table
    module.read = lambda table: spark.read.table(table)
    module.read_stream = module.readStream = lambda table: spark.readStream.table(table)
    return module


def checked(frame, rules):
    """A rule passes only when its condition is true."""
    passes = {name: F.coalesce(F.expr(text) if isinstance(text, str) else text, F.lit(False)) for _, name, text in rules}
    kept = F.lit(True)
    for action, name, _ in rules:
        if action == "drop":
            kept = kept & passes[name]
    for action, name, _ in rules:
        if action == "fail":
            kept = F.when(passes[name], kept).otherwise(F.raise_error(F.lit(f"rule {name}")))
    return frame.filter(kept) if any(action != "warn" for action, _, _ in rules) else frame


@contextlib.contextmanager
def cloud_files():
    """Auto Loader, as far as finding files goes: a stream of files in its format."""
    plain_format, plain_option = DataStreamReader.format, DataStreamReader.option

    def format_of(self, source):
        return self if source == "cloudFiles" else plain_format(self, source)

    def option(self, key, value):
        if key == "cloudFiles.format":
            return plain_format(self, value)
        if key.startswith("cloudFiles.") and key != "cloudFiles.maxFilesPerTrigger":
            return self
        return plain_option(self, key.removeprefix("cloudFiles."), value)

    DataStreamReader.format, DataStreamReader.option = format_of, option
    try:
        yield
    finally:
        DataStreamReader.format, DataStreamReader.option = plain_format, plain_option


def source_of(path):
    """A module's text: of a file, a source notebook or the code cells of a Jupyter notebook."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    if not str(path).endswith(".ipynb"):
        return text
    import json

    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def run(spark, files, checkpoints, configuration):
    import pyspark

    for key, value in configuration.items():
        spark.conf.set(key, value)
    pipeline = Pipeline(spark)
    before = {name: sys.modules.get(name) for name in ("dlt", "pyspark.pipelines")}
    attribute = getattr(pyspark, "pipelines", None)
    try:
        sys.modules["dlt"] = module_of(pipeline, "dlt")
        sys.modules["pyspark.pipelines"] = pyspark.pipelines = module_of(pipeline, "pyspark.pipelines")
        for path in files:
            module = types.ModuleType("exported")
            module.__dict__["spark"] = spark
            exec(compile(source_of(path), str(path), "exec"), module.__dict__)
        with cloud_files():
            materialize(pipeline, pathlib.Path(checkpoints))
    finally:
        for name, known in before.items():
            if known is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = known
        if attribute is not None:
            pyspark.pipelines = attribute


def materialize(pipeline, checkpoints):
    """Everything once, each after what it reads: what fails for a table that is not there yet waits."""
    order_file = checkpoints / "order"
    steps = {f"view {v['name']}": lambda v=v: make_view(pipeline, v) for v in pipeline.views}
    steps |= {f"table {t['name']}": lambda t=t: make_table(pipeline, t, checkpoints) for t in pipeline.tables}
    steps |= {f"flow {f['name']}": lambda f=f: make_flow(pipeline, f, checkpoints) for f in pipeline.flows}
    # From the second run on every table is there: then the first run's order holds.
    waiting = order_file.read_text().split("\n") if order_file.exists() else list(steps)
    done = []
    while waiting:
        late = []
        problem = None
        for step in waiting:
            try:
                steps[step]()
                done.append(step)
            except AnalysisException as error:
                if "TABLE_OR_VIEW_NOT_FOUND" not in str(error):
                    raise
                problem = error
                late.append(step)
        if len(late) == len(waiting):
            raise problem
        waiting = late
    checkpoints.mkdir(parents=True, exist_ok=True)
    order_file.write_text("\n".join(done))


def make_view(pipeline, view):
    frame = checked(view["fn"](), pipeline.rules.get(view["name"], []))
    frame.schema
    frame.createOrReplaceTempView(view["name"])


def make_table(pipeline, table, checkpoints):
    write(table["name"], checked(table["fn"](), pipeline.rules.get(table["name"], [])), table["name"], checkpoints)


def make_flow(pipeline, flow, checkpoints):
    mark = checkpoints / f"once-{folder_name(flow['name'])}"
    if flow["once"]:
        if mark.exists():
            return
        frame = checked(flow["fn"](), pipeline.rules.get(flow["target"], []))
        in_columns_of(flow["target"], frame).write.mode("append").saveAsTable(flow["target"])
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        return
    write(flow["target"], checked(flow["fn"](), pipeline.rules.get(flow["target"], [])), flow["name"], checkpoints)


def in_columns_of(target, frame):
    """What a flow appends in the columns of its table: as Delta tables do, columns are told by name, and new ones are added."""
    spark = frame.sparkSession
    if not spark.catalog.tableExists(target):
        return frame
    known = spark.table(target).columns
    for field in frame.schema.fields:
        if field.name.lower() not in [name.lower() for name in known]:
            spark.sql(f"ALTER TABLE {target} ADD COLUMNS (`{field.name}` {field.dataType.simpleString()})")
            known.append(field.name)
    own = [name.lower() for name in frame.columns]
    return frame.select([F.col(f"`{name}`") if name.lower() in own else F.lit(None).alias(name) for name in known])


def folder_name(name):
    return re.sub(r"[^A-Za-z0-9_]", "_", name)


def write(target, frame, flow, checkpoints):
    # Analysed now, so that what is missing is missing here.
    frame.schema
    if not frame.isStreaming:
        frame.write.mode("overwrite").saveAsTable(target)
        frame.sparkSession.catalog.refreshTable(target)
        return

    # Batch by batch: two streams into one table of files would share its log.
    def append(batch, _):
        in_columns_of(target, batch).write.mode("append").saveAsTable(target)

    writer = frame.writeStream.trigger(availableNow=True).foreachBatch(append)
    writer.option("checkpointLocation", str(checkpoints / folder_name(flow))).start().awaitTermination()
    # A batch writes in a session of its own: this one's list of the table's files is from before.
    frame.sparkSession.catalog.refreshTable(target)
