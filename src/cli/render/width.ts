const ansi = /\u001b\[[0-9;]*m/g;
const wide =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const invisible = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
	let width = 0;
	for (const char of text.replace(ansi, "")) width += invisible.test(char) ? 0 : wide.test(char) ? 2 : 1;
	return width;
}

export function padEnd(text: string, width: number): string {
	return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
	return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cuts a text to a width; what is cut shows as `…`. Not for coloured text. */
export function truncate(text: string, width: number): string {
	if (widthOf(text) <= width) return text;
	let out = "";
	let used = 0;
	for (const char of text) {
		const next = widthOf(char);
		if (used + next > width - 1) break;
		out += char;
		used += next;
	}
	return `${out}…`;
}

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const paragraph of text.split("\n")) {
		let line = "";
		for (const word of paragraph.split(" ")) {
			if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
				lines.push(line);
				line = word;
			} else line = line === "" ? word : `${line} ${word}`;
		}
		lines.push(line);
	}
	return lines;
}

/** `1 204`: digits in groups of three, as people read them. */
export function grouped(value: number): string {
	return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}

export function plural(count: number, word: string, many = `${word}s`): string {
	return `${grouped(count)} ${count === 1 ? word : many}`;
}

/** Seconds as people read them: `0.08 s`, `12.4 s`, `3 min 05 s`. */
export function duration(seconds: number): string {
	if (seconds < 10) return `${seconds.toFixed(2)} s`;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}
