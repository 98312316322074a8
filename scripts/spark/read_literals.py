"""Reads Python literals back: a JSON list of their texts in, a JSON list of their values out.

Usage: python scripts/spark/read_literals.py <texts> <values>
"""

import ast
import json
import sys
from pathlib import Path

texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
values = [ast.literal_eval(text) for text in texts]
Path(sys.argv[2]).write_text(json.dumps(values), encoding="utf-8")
