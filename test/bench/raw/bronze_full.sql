CREATE OR REPLACE TABLE bronze_orders AS
  SELECT * FROM read_json('${LANDING}/orders/*.jsonl', format='newline_delimited', filename='_file',
    columns={order_id:'BIGINT', version:'INTEGER', customer_id:'BIGINT', order_ts:'VARCHAR', amount:'VARCHAR', channel:'VARCHAR',
      item:'STRUCT(product_id BIGINT, qty BIGINT, unit_price VARCHAR)', ship:'STRUCT(country VARCHAR, city VARCHAR, express BOOLEAN)'});
