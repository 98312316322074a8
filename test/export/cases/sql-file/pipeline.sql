-- Orders as they came
CREATE OR REFRESH STREAMING TABLE raw_orders
COMMENT 'It''s raw'
AS SELECT * FROM STREAM read_files('data/orders', format => 'json',
  schema => 'order_id INT, customer STRING, amount STRING, placed STRING, country STRING');

CREATE OR REFRESH STREAMING TABLE orders (
  CONSTRAINT paid EXPECT (amount > 0) ON VIOLATION DROP ROW,
  CONSTRAINT known EXPECT (customer IS NOT NULL)
)
AS SELECT order_id, customer, try_cast(amount AS DECIMAL(10, 2)) AS amount FROM STREAM(raw_orders);

CREATE TEMPORARY VIEW buyers AS SELECT DISTINCT customer FROM orders WHERE customer IS NOT NULL;

CREATE OR REFRESH MATERIALIZED VIEW spent
COMMENT 'By buyer'
AS SELECT b.customer, coalesce(sum(o.amount), 0) AS total
FROM buyers b LEFT JOIN orders o ON o.customer = b.customer
GROUP BY b.customer;
