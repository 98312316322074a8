import { node, tracked } from "./calls.js";
import { ColumnValue } from "./column.js";
import type { Column } from "./columnTypes.js";
import type { SecretExpr } from "./expr.js";
import { badArgument, text } from "./operands.js";
import { secretMark } from "./secretText.js";

/** A Column that prints as its name in every way that JavaScript can print something. */
class SecretValue extends ColumnValue {
	readonly #mark: string;

	constructor(secret: string) {
		super(node<SecretExpr>({ kind: "secret", name: secret }));
		this.#mark = secretMark(secret);
	}
	override [Symbol.toPrimitive](): never {
		return this.#mark as never;
	}
	override toJSON(): never {
		return this.#mark as never;
	}
	override toString(): string {
		return this.#mark;
	}
	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return this.#mark;
	}
}

/**
 * A secret by name, for options of readers and sinks. Its value comes from the environment or the config's secret
 * store when a run needs it; plans, logs and exports hold the name alone. It may stand in a template text of an option.
 * @example spark.readStream.format("kafka").option("kafka.sasl.jaas.config", `… password="${secret("KAFKA_PASSWORD")}";`)
 */
export const secret = tracked("secret", (name: unknown): Column<string, string, never> => {
	const checked = text(name, "secret", "a name");
	if (checked === "" || /[‹›]/.test(checked))
		throw badArgument("secret", `${JSON.stringify(checked)} is no name`);
	return new SecretValue(checked) as unknown as Column<string, string, never>;
}) as (name: string) => Column<string, string, never>;
