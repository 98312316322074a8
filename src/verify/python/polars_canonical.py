"""Values of Polars in the form in which tables are compared: JSON that loses nothing, types by Spark's names."""

import polars as pl
from doubles import encode_double

PLAIN = {
    pl.Boolean: "boolean",
    pl.Int8: "tinyint",
    pl.Int16: "smallint",
    pl.Int32: "int",
    pl.Int64: "bigint",
    pl.Float32: "float",
    pl.Float64: "double",
    pl.String: "string",
    pl.Binary: "binary",
    pl.Date: "date",
}


def table(frame):
    schema = list(frame.schema.items())
    return {
        "schema": [[name, type_name(of)] for name, of in schema],
        "rows": [[encode(item, of) for item, (_, of) in zip(row, schema)] for row in frame.iter_rows()],
    }


def type_name(of):
    if isinstance(of, pl.Datetime):
        if of.time_unit != "us" or of.time_zone not in (None, "UTC"):
            return str(of)
        return "timestamp_ntz" if of.time_zone is None else "timestamp"
    if isinstance(of, pl.Decimal):
        return f"decimal({of.precision},{of.scale})"
    if isinstance(of, pl.List):
        return f"array<{type_name(of.inner)}>"
    if isinstance(of, pl.Struct):
        return f"struct<{','.join(f'{f.name}:{type_name(f.dtype)}' for f in of.fields)}>"
    # What Spark has no type for keeps Polars' name, which is no type of ours.
    return PLAIN.get(of.base_type(), str(of))


def encode(value, of):
    if value is None:
        return None
    if isinstance(of, pl.List):
        return [encode(item, of.inner) for item in value]
    if isinstance(of, pl.Struct):
        return {"$struct": [[f.name, encode(value[f.name], f.dtype)] for f in of.fields]}
    if isinstance(of, pl.Datetime):
        if of.time_zone is None:
            return value.isoformat(timespec="microseconds")
        return value.replace(tzinfo=None).isoformat(timespec="microseconds") + "+00:00"
    if isinstance(of, pl.Decimal):
        return format(value, "f")
    if of == pl.Date:
        return value.isoformat()
    if of == pl.Binary:
        return {"$binary": value.hex()}
    if of in (pl.Float32, pl.Float64):
        return encode_double(value)
    if of.is_integer():
        return str(value)
    return value
