/** Options of from_xml, to_xml and schema_of_xml, with Spark's defaults. */
export interface XmlOptions {
	readonly attributePrefix: string;
	readonly valueTag: string;
	readonly rowTag: string;
	readonly arrayElementName: string;
	readonly columnNameOfCorruptRecord: string;
	readonly indent: string;
	readonly mode: string;
	/** Text that stands for NULL. */
	readonly nullValue?: string;
	readonly dateFormat?: string;
	readonly timestampFormat?: string;
	readonly timestampNTZFormat?: string;
	readonly excludeAttribute: boolean;
	readonly ignoreNamespace: boolean;
	readonly ignoreSurroundingSpaces: boolean;
	readonly inferSchema: boolean;
	readonly prefersDecimal: boolean;
}

/** Options as they are given: names in any letter case. */
export function xmlOptions(given: Readonly<Record<string, string>>): XmlOptions {
	const found = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
	const text = (name: string, or: string): string => found.get(name.toLowerCase()) ?? or;
	const flag = (name: string, or: boolean): boolean => text(name, String(or)).toLowerCase() === "true";
	const optional = <K extends string>(name: K): { readonly [P in K]?: string } => {
		const value = found.get(name.toLowerCase());
		return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: string });
	};
	return {
		attributePrefix: text("attributePrefix", "_"),
		valueTag: text("valueTag", "_VALUE"),
		rowTag: text("rowTag", "ROW"),
		arrayElementName: text("arrayElementName", "item"),
		columnNameOfCorruptRecord: text("columnNameOfCorruptRecord", "_corrupt_record"),
		indent: text("indent", "    "),
		mode: text("mode", "PERMISSIVE").toUpperCase(),
		...optional("nullValue"),
		...optional("dateFormat"),
		...optional("timestampFormat"),
		...optional("timestampNTZFormat"),
		excludeAttribute: flag("excludeAttribute", false),
		ignoreNamespace: flag("ignoreNamespace", false),
		ignoreSurroundingSpaces: flag("ignoreSurroundingSpaces", true),
		inferSchema: flag("inferSchema", true),
		prefersDecimal: flag("prefersDecimal", false),
	};
}

/** A name as the options want it: without its namespace's prefix if asked. */
export function xmlName(name: string, options: XmlOptions): string {
	return options.ignoreNamespace ? name.slice(name.indexOf(":") + 1) : name;
}
