-- Once more, in SQL as a user writes it.
CREATE STREAMING TABLE again (CONSTRAINT late EXPECT (at > TIMESTAMP '2024-01-01 10:15:00') ON VIOLATION DROP ROW)
COMMENT 'Late events'
AS SELECT id, upper(user) AS name, at FROM STREAM events;

CREATE STREAMING TABLE fed;
CREATE FLOW into_fed AS INSERT INTO fed BY NAME SELECT id, name FROM STREAM(again);

CREATE MATERIALIZED VIEW names AS
SELECT name, count(*) AS n FROM again GROUP BY name;
