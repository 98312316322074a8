/** The pipeline as JSON. */
export const dump = (document: object): string => `${JSON.stringify(document, undefined, "\t")}\n`;

/** What Databricks' pipeline runs: each node of the pipeline's JSON file as a table or a view. */
export const notebookText = `# Databricks notebook source
# MAGIC %pip install laktory==0.13.1

# COMMAND ----------

import laktory as lk
from pyspark import pipelines as dp

# COMMAND ----------

with open(spark.conf.get("laktory.config_filepath"), encoding="utf-8") as file:
    pipeline = lk.models.Pipeline.model_validate_json(file.read())


def define(node, sink):
    """The rows of a node as what its sink names."""
    is_view = isinstance(sink, lk.models.PipelineViewDataSink)
    data_set = dp.temporary_view if is_view else dp.materialized_view

    @data_set(**sink.sdp_table_or_view_kwargs)
    @dp.expect_all(sink.ldp_warning_expectations)
    def rows():
        node.execute()
        return node.output_df.to_native()


# COMMAND ----------

for node in pipeline.nodes:
    for sink in node.sinks:
        define(node, sink)
`;

/** The same for the pipelines of open source Spark, which have no expectations. */
export const scriptText = `"""Defines the nodes of a Laktory pipeline as tables and views of a pipeline of Spark."""

import laktory as lk
from pyspark import pipelines as dp
from pyspark.sql import SparkSession

spark = SparkSession.active()

with open(spark.conf.get("laktory.config_filepath"), encoding="utf-8") as file:
    pipeline = lk.models.Pipeline.model_validate_json(file.read())


def define(node, sink):
    """The rows of a node as what its sink names."""
    is_view = isinstance(sink, lk.models.PipelineViewDataSink)
    data_set = dp.temporary_view if is_view else dp.materialized_view

    @data_set(**sink.sdp_table_or_view_kwargs)
    def rows():
        node.execute()
        return node.output_df.to_native()


for node in pipeline.nodes:
    for sink in node.sinks:
        define(node, sink)
`;

/** Airflow finds a DAG in its module. */
export const dagText = `"""The Laktory pipeline beside this folder as a DAG."""

from pathlib import Path

import laktory as lk

file = Path(__file__).parent.parent / "pipeline.yaml"
pipeline = lk.models.Pipeline.model_validate_yaml(file.open(encoding="utf-8"))
dag = pipeline.to_airflow_dag()
`;
