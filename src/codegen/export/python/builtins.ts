/** Python's builtins that a UDF's source may use: no name of the module hides one that it speaks of. */
export const BUILTINS: ReadonlySet<string> = new Set(
	[
		"abs all any ascii bin bool bytearray bytes callable chr classmethod complex delattr dict dir divmod enumerate eval",
		"exec filter float format frozenset getattr globals hasattr hash hex id int isinstance issubclass iter len list",
		"locals map max memoryview min next object oct ord pow print property range repr reversed round set setattr slice",
		"sorted staticmethod str sum super tuple type vars zip ArithmeticError AttributeError Exception IndexError KeyError",
		"LookupError OverflowError RuntimeError StopIteration TypeError UnicodeError ValueError ZeroDivisionError",
	].flatMap((words) => words.split(" ")),
);
