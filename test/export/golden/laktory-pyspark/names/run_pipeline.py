"""Runs names on Laktory. Relative paths start in the folder that this is run in."""

from pathlib import Path

import laktory as lk

Path("laktory").mkdir(parents=True, exist_ok=True)
file = Path(__file__).with_name("pipeline.yaml")
pipeline = lk.models.Pipeline.model_validate_yaml(file.open(encoding="utf-8"))
pipeline.execute()
