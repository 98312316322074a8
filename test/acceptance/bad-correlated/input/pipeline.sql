CREATE MATERIALIZED VIEW orders AS
SELECT * FROM VALUES (1, 10, array(1, 2)), (2, 5, array(3)) AS orders(id, amount, items);

-- What is grouped, sorted or made into rows cannot use the query around it.
CREATE MATERIALIZED VIEW weighted AS
SELECT id, (SELECT max(o.amount * orders.amount) FROM orders AS o) AS most FROM orders;

CREATE MATERIALIZED VIEW nearest AS
SELECT orders.id, l.other
FROM orders, LATERAL (SELECT o.id AS other FROM orders AS o ORDER BY abs(o.amount - orders.amount) LIMIT 1) AS l;

CREATE MATERIALIZED VIEW partners AS
SELECT orders.id, l.n
FROM orders, LATERAL (
  SELECT count(*) AS n FROM orders AS a LEFT JOIN (SELECT * FROM orders AS o WHERE o.amount > orders.amount) AS b ON a.id = b.id
) AS l;

-- Nor is a query further out known.
CREATE MATERIALIZED VIEW nested AS
SELECT id, (SELECT count(*) FROM orders AS a WHERE EXISTS (SELECT 1 FROM orders AS b WHERE b.id = orders.id)) AS n FROM orders;
