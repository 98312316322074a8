import { diagnostic } from "../../core/errors/index.js";
import type { Validation } from "./validation.js";

/** Two data sets of one name. The second and later ones get the error, the first is a related place. */
export const duplicates: Validation = (draft) =>
	[...draft.byKey.values()].flatMap(([first, ...more]) =>
		more.map((other) =>
			diagnostic(
				"GRAPH_DUPLICATE",
				{ name: other.display, count: more.length + 1 },
				{
					...other.place,
					object: other.display,
					related: [{ message: "declared here first", ...first?.place }],
				},
			),
		),
	);
