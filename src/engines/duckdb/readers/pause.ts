const STEP = 32 << 20;
let read = 0;

/** Lets the event loop run now and then while many bytes are looked over. */
export async function pause(bytes: number): Promise<void> {
	read += bytes + 4096;
	if (read < STEP) return;
	read = 0;
	await new Promise((resolve) => setImmediate(resolve));
}
