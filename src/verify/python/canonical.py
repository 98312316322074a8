"""Values of Spark in the form in which tables are compared: JSON that loses nothing."""

from doubles import encode_double
from pyspark.sql import SparkSession
from pyspark.sql import types as T


def table(frame):
    schema = frame.schema
    # PySpark has no value for an interval of months: its text is what is compared. By place: a name may have dots.
    places = frame.toDF(*(str(index) for index in range(len(schema))))
    rows = places.select(
        *(
            places[str(index)].cast("string") if isinstance(field.dataType, T.YearMonthIntervalType) else str(index)
            for index, field in enumerate(schema.fields)
        )
    ).collect()
    return {
        "schema": [[field.name, field.dataType.simpleString()] for field in schema.fields],
        "rows": [[encode(item, field.dataType) for item, field in zip(tuple(row), schema.fields)] for row in rows],
    }


def encode(value, data_type, other=lambda value, _: str(value)):
    """`other` writes what has no form of its own: intervals and times by their text."""
    if value is None or isinstance(data_type, T.NullType):
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
        return [encode(item, data_type.elementType, other) for item in value]
    if isinstance(data_type, T.MapType):
        pairs = value.items()
        return {"$map": [[encode(k, data_type.keyType, other), encode(v, data_type.valueType, other)] for k, v in pairs]}
    if isinstance(data_type, T.StructType):
        fields = zip(data_type.fields, tuple(value))
        return {"$struct": [[field.name, encode(item, field.dataType, other)] for field, item in fields]}
    if isinstance(data_type, T.VariantType):
        return {"$variant": variant_text(value)}
    return other(value, data_type)


def variant_text(value):
    """The JSON text of a variant: Spark's own where its JVM is at hand, as PySpark's writes numbers as Python does."""
    jvm = getattr(SparkSession.getActiveSession(), "_jvm", None)
    if jvm is None:
        return value.toJson("UTC")
    variant = jvm.org.apache.spark.types.variant.Variant(bytearray(value.value), bytearray(value.metadata))
    return variant.toJson(jvm.java.time.ZoneId.of("UTC"))
