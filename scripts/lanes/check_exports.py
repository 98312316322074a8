"""Checks exported files with the real thing.

Usage: check_exports.py <kind> <folder>...     prints one JSON document
Kinds: ast (Python parses), strings (all texts as Python and YAML read them), notebooks (nbformat's validator), bundle (the classes
of databricks-bundles), dagster (loads; with --materialize also makes two assets that do not read each other), airflow (a DagBag
loads it).
"""

import ast
import json
import os
import pathlib
import sys


def files_of(folders, pattern):
    return [path for folder in folders for path in sorted(pathlib.Path(folder).rglob(pattern))]


def check_ast(folders):
    found = files_of(folders, "*.py")
    for path in found:
        ast.parse(path.read_text(encoding="utf-8"), str(path))
    return {"files": len(found)}


def scalars(value):
    """All keys and texts of plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(key)
            yield from scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from scalars(inner)


def check_strings(folders):
    """Every text that Python and YAML read in the files."""
    import yaml

    found = set()
    sources = [path.read_text(encoding="utf-8") for path in files_of(folders, "*.py")]
    for path in files_of(folders, "*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    for path in files_of(folders, "*.yaml") + files_of(folders, "*.yml"):
        found.update(scalars(yaml.safe_load(path.read_text(encoding="utf-8"))))
    return {"strings": sorted(found)}


def check_notebooks(folders):
    import nbformat

    found = files_of(folders, "*.ipynb")
    for path in found:
        nbformat.validate(nbformat.read(path, as_version=4))
    return {"files": len(found)}


def check_bundle(folders):
    import yaml
    from databricks.bundles.jobs import Job
    from databricks.bundles.pipelines import Pipeline

    kinds = {"pipelines": Pipeline, "jobs": Job}
    checked = 0
    for path in files_of(folders, "resources/*.yml"):
        for kind, resources in yaml.safe_load(path.read_text(encoding="utf-8"))["resources"].items():
            for resource in resources.values():
                back = kinds[kind].from_dict(resource).as_dict()
                # What the class does not know is lost on the way.
                if back != resource:
                    raise ValueError(f"{path}: {json.dumps(resource)} came back as {json.dumps(back)}")
                checked += 1
    for path in files_of(folders, "databricks.yml"):
        root = yaml.safe_load(path.read_text(encoding="utf-8"))
        unknown = set(root) - {"bundle", "include", "variables", "targets"}
        if unknown or not root["bundle"]["name"]:
            raise ValueError(f"{path}: {unknown}")
        checked += 1
    return {"resources": checked}


def check_dagster(folders):
    import importlib.util

    import dagster as dg

    found = {}
    for path in files_of(folders, "definitions.py"):
        spec = importlib.util.spec_from_file_location("definitions", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        dg.Definitions.validate_loadable(module.defs)
        graph = module.defs.resolve_asset_graph() if hasattr(module.defs, "resolve_asset_graph") else module.defs.get_asset_graph()
        keys = sorted(key.to_user_string() for key in graph.get_all_asset_keys())
        found[str(path)] = {key: sorted(p.to_user_string() for p in graph.get(dg.AssetKey(key.split("/"))).parent_keys) for key in keys}
        if os.environ.get("MATERIALIZE"):
            wanted = os.environ["MATERIALIZE"].split(",")
            assets = [one for one in module.defs.assets if one.key.to_user_string() in wanted]
            result = dg.materialize(assets)
            found["materialized"] = {"success": result.success, "assets": sorted(wanted)}
    return found


def check_airflow(folders):
    from airflow.dag_processing.dagbag import DagBag

    found = {}
    for path in files_of(folders, "dags/*.py"):
        bag = DagBag(dag_folder=str(path))
        if bag.import_errors:
            raise ValueError(json.dumps(bag.import_errors))
        for name, dag in bag.dags.items():
            found[name] = {
                "tasks": {task.task_id: sorted(task.upstream_task_ids) for task in dag.tasks},
                "max_active_tasks": dag.max_active_tasks,
                "max_active_runs": dag.max_active_runs,
            }
    return found


CHECKS = {
    "ast": check_ast,
    "strings": check_strings,
    "notebooks": check_notebooks,
    "bundle": check_bundle,
    "dagster": check_dagster,
    "airflow": check_airflow,
}

if __name__ == "__main__":
    print(json.dumps(CHECKS[sys.argv[1]](sys.argv[2:])))
