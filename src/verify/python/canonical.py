"""Values of Spark in the form in which tables are compared: JSON that loses nothing."""

from doubles import encode_double
from pyspark.sql import SparkSession
from pyspark.sql import types as T


def table(frame):
    schema = frame.schema
    # PySpark has no value for an interval of months, and its own for one of days: texts are compared. By place: a name
    # may have dots.
    places = frame.toDF(*(str(index) for index in range(len(schema))))
    types = [comparable(field.dataType) for field in schema.fields]
    rows = places.select(
        *(
            str(index) if kind == field.dataType else places[str(index)].cast(kind)
            for index, (kind, field) in enumerate(zip(types, schema.fields))
        )
    ).collect()
    return {
        "schema": [[field.name, field.dataType.simpleString()] for field in schema.fields],
        "rows": [[encode(item, kind) for item, kind in zip(tuple(row), types)] for row in rows],
    }


def comparable(data_type):
    """The type with texts in place of intervals."""
    if isinstance(data_type, (T.YearMonthIntervalType, T.DayTimeIntervalType)):
        return T.StringType()
    if isinstance(data_type, T.ArrayType):
        return T.ArrayType(comparable(data_type.elementType), data_type.containsNull)
    if isinstance(data_type, T.MapType):
        return T.MapType(comparable(data_type.keyType), comparable(data_type.valueType), data_type.valueContainsNull)
    if isinstance(data_type, T.StructType):
        return T.StructType(
            [T.StructField(field.name, comparable(field.dataType), field.nullable) for field in data_type.fields]
        )
    return data_type


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
