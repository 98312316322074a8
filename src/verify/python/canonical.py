"""Values of Spark in the form in which tables are compared: JSON that loses nothing."""

from pyspark.sql import types as T


def table(frame):
    schema = frame.schema
    rows = frame.collect()
    return {
        "schema": [[field.name, field.dataType.simpleString()] for field in schema.fields],
        "rows": [[encode(item, field.dataType) for item, field in zip(tuple(row), schema.fields)] for row in rows],
    }


def encode(value, data_type):
    if value is None:
        return None
    if isinstance(data_type, T.BooleanType):
        return bool(value)
    if isinstance(data_type, (T.ByteType, T.ShortType, T.IntegerType, T.LongType)):
        return str(value)
    if isinstance(data_type, T.DecimalType):
        return format(value, "f")
    if isinstance(data_type, (T.FloatType, T.DoubleType)):
        return encode_double(value)
    if isinstance(data_type, (T.StringType, T.CharType, T.VarcharType)):
        return value
    if isinstance(data_type, T.BinaryType):
        return {"$binary": bytes(value).hex()}
    if isinstance(data_type, T.DateType):
        return value.isoformat()
    if isinstance(data_type, T.TimestampType):
        return value.isoformat(timespec="microseconds") + "+00:00"
    if isinstance(data_type, T.TimestampNTZType):
        return value.isoformat(timespec="microseconds")
    if isinstance(data_type, T.ArrayType):
        return [encode(item, data_type.elementType) for item in value]
    if isinstance(data_type, T.MapType):
        return {"$map": [[encode(k, data_type.keyType), encode(v, data_type.valueType)] for k, v in value.items()]}
    if isinstance(data_type, T.StructType):
        fields = zip(data_type.fields, tuple(value))
        return {"$struct": [[field.name, encode(item, field.dataType)] for field, item in fields]}
    # Intervals, times and variants: their own text.
    return str(value)


def encode_double(value):
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(float(value))
