SET spark.sql.files.ignoreCorruptFiles = true;
SET mine.least = 1;
CREATE MATERIALIZED VIEW a AS SELECT id FROM range(3) WHERE id > ${mine.least};
