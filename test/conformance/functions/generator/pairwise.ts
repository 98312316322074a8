/** Rows in which each pair of values of two columns occurs; all rows when there are at most two columns. */
export function pairwise(columns: readonly (readonly string[])[]): readonly (readonly string[])[] {
	if (columns.length <= 2)
		return columns.reduce<string[][]>((rows, c) => rows.flatMap((r) => c.map((v) => [...r, v])), [[]]);
	const open = new Set<string>();
	eachPair(columns.length, (i, j) => {
		for (const [a] of columns[i]?.entries() ?? [])
			for (const [b] of columns[j]?.entries() ?? []) open.add(`${i} ${a} ${j} ${b}`);
	});
	const rows: string[][] = [];
	while (open.size > 0) {
		const row = nextRow(columns, open);
		eachPair(columns.length, (i, j) => open.delete(`${i} ${row[i]} ${j} ${row[j]}`));
		rows.push(columns.map((column, i) => column[row[i] as number] as string));
	}
	return rows;
}

function eachPair(count: number, use: (i: number, j: number) => void): void {
	for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) use(i, j);
}

/** Starts with the first pair that is open, and fills the rest with the values that close most others. */
function nextRow(columns: readonly (readonly string[])[], open: ReadonlySet<string>): number[] {
	const [i = 0, a = 0, j = 0, b = 0] = ([...open][0] as string).split(" ").map(Number);
	const row: number[] = [];
	[row[i], row[j]] = [a, b];
	columns.forEach((values, column) => {
		if (row[column] !== undefined) return;
		const closes = (at: number): number => {
			let count = 0;
			columns.forEach((_, other) => {
				if (row[other] === undefined) return;
				const [low, high] =
					column < other
						? [`${column} ${at}`, `${other} ${row[other]}`]
						: [`${other} ${row[other]}`, `${column} ${at}`];
				if (open.has(`${low} ${high}`)) count++;
			});
			return count;
		};
		const best = values
			.map((_, at) => [closes(at), -at] as const)
			.sort((x, y) => y[0] - x[0] || y[1] - x[1])[0];
		row[column] = -(best?.[1] ?? 0);
	});
	return row;
}
