"""Records Spark's answers to what the property test found (test/fuzz): each case was a difference once.

Usage: python scripts/spark/record_found.py [output file]
"""

import sys

import lab

if __name__ == "__main__":
    lab.record_queries("found", *sys.argv[1:2])
