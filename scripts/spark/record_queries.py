"""Records Spark's answers to the query cases: pipes, recursion, pivots and the like.

Usage: python scripts/spark/record_queries.py [output file]
"""

import sys

import lab

if __name__ == "__main__":
    lab.record_queries("queries", *sys.argv[1:2])
