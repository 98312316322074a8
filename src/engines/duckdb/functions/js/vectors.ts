import { type JsFunction, sparkError } from "./jsFunction.js";

type Texts = readonly (string | null)[];

const float = Math.fround;

function numbers(vector: Texts): readonly number[] | undefined {
	return vector.includes(null) ? undefined : vector.map((x) => float(Number(x)));
}

function pair(left: Texts, right: Texts): readonly (readonly [number, number])[] | undefined {
	if (left.length !== right.length)
		throw sparkError(
			"VECTOR_DIMENSION_MISMATCH",
			`Vectors must have the same dimension, not ${left.length} and ${right.length}`,
		);
	const [a, b] = [numbers(left), numbers(right)];
	return a && b && a.map((x, i) => [x, b[i] as number]);
}

const total = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0);

function norm(values: readonly number[], degree: number): number {
	if (degree === 1) return total(values.map(Math.abs));
	if (degree === 2) return Math.sqrt(total(values.map((x) => x * x)));
	if (degree === Number.POSITIVE_INFINITY) return values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	throw sparkError(
		"INVALID_VECTOR_NORM_DEGREE",
		`The degree ${degree} of a norm is not 1.0, 2.0 or infinity`,
	);
}

export function vectorNorm(vector: Texts, degree: number): number | null {
	const values = numbers(vector);
	return values === undefined ? null : float(norm(values, degree));
}

export function vectorNormalize(vector: Texts, degree: number): readonly string[] | null {
	const values = numbers(vector);
	if (values === undefined) return null;
	const length = norm(values, degree);
	if (length === 0 && values.length > 0) return null;
	return values.map((x) => String(float(x / length)));
}

export function innerProduct(left: Texts, right: Texts): number | null {
	const both = pair(left, right);
	return both === undefined ? null : float(total(both.map(([a, b]) => a * b)));
}

export function l2Distance(left: Texts, right: Texts): number | null {
	const both = pair(left, right);
	return both === undefined ? null : float(Math.sqrt(total(both.map(([a, b]) => (a - b) ** 2))));
}

export function cosineSimilarity(left: Texts, right: Texts): number | null {
	const both = pair(left, right);
	if (both === undefined) return null;
	const [a, b] = [total(both.map(([x]) => x * x)), total(both.map(([, y]) => y * y))];
	if (a === 0 || b === 0) return null;
	return float(total(both.map(([x, y]) => x * y)) / (Math.sqrt(a) * Math.sqrt(b)));
}

/** Vectors as texts of their elements, joined by commas; a vector with a NULL in it does not count. */
function vectorsOf(rows: Texts): readonly (readonly number[])[] {
	const vectors = rows.map((row) =>
		row === null || row === "" ? [] : row.split(",").map((x) => float(Number(x))),
	);
	const [first] = vectors;
	for (const vector of vectors) if (first) pair(vector.map(String), first.map(String));
	return vectors;
}

export function vectorSum(rows: Texts): readonly string[] | null {
	const [first, ...rest] = vectorsOf(rows);
	return first
		? rest.reduce((sum, v) => sum.map((x, i) => float(x + (v[i] as number))), first).map(String)
		: null;
}

/** A running mean, in single precision as Spark's. */
export function vectorAverage(rows: Texts): readonly string[] | null {
	const [first, ...rest] = vectorsOf(rows);
	if (!first) return null;
	const mean = rest.reduce((all, v, n) => {
		const share = float(1 / (n + 2));
		return all.map((x, i) => float(x + float(float((v[i] as number) - x) * share)));
	}, first);
	return mean.map(String);
}

export const VECTOR_FUNCTIONS = [
	{ name: "aq_vector_norm", args: ["texts", "float"], returns: "float", fn: vectorNorm },
	{ name: "aq_vector_normalize", args: ["texts", "float"], returns: "texts", fn: vectorNormalize },
	{ name: "aq_vector_inner_product", args: ["texts", "texts"], returns: "float", fn: innerProduct },
	{ name: "aq_vector_l2_distance", args: ["texts", "texts"], returns: "float", fn: l2Distance },
	{ name: "aq_vector_cosine", args: ["texts", "texts"], returns: "float", fn: cosineSimilarity },
	{ name: "aq_vector_sum", args: ["texts"], returns: "texts", fn: vectorSum },
	{ name: "aq_vector_avg", args: ["texts"], returns: "texts", fn: vectorAverage },
] as const satisfies readonly JsFunction[];
