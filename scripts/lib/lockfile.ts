/** What package-lock.json says of one installed package. */
export interface LockedPackage {
	version?: string;
	resolved?: string;
	integrity?: string;
	dev?: boolean;
	optional?: boolean;
	os?: string[];
	cpu?: string[];
	libc?: string[];
	optionalDependencies?: Record<string, string>;
}
export interface Lockfile {
	packages: Record<string, LockedPackage>;
}

const SYSTEMS = [
	"aix",
	"android",
	"darwin",
	"freebsd",
	"linux",
	"netbsd",
	"openbsd",
	"openharmony",
	"sunos",
	"win32",
];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

/**
 * Adds the packages of other platforms that npm left out of a lockfile, and gives their names. npm 11 leaves out an optional
 * package that its registry does not serve (mirrors hold no binaries for systems that they do not run), and `npm ci` then
 * refuses the lockfile on every machine: "Missing: … from lock file". Such an entry has no integrity, for nobody here could
 * have downloaded it.
 */
export function addOtherPlatforms(lockfile: Lockfile): string[] {
	const added: string[] = [];
	for (const owner of Object.values(lockfile.packages)) {
		for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
			const key = `node_modules/${name}`;
			if (key in lockfile.packages) continue;
			const platform = platformOf(name);
			if (platform === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
				throw new Error(`${name}@${version} is missing, and its name does not say for which platform it is`);
			}
			lockfile.packages[key] = { version, ...platform, ...(owner.dev ? { dev: true } : {}), optional: true };
			added.push(name);
		}
	}
	lockfile.packages = Object.fromEntries(
		Object.entries(lockfile.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
	);
	return added;
}

/** `@rollup/rollup-linux-x64-musl` is for `linux`, `x64`, `musl`. */
function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> | undefined {
	const words = name.split(/[/-]/);
	const os = words.find((word) => SYSTEMS.includes(word));
	const cpu = words.find((word) => PROCESSORS.includes(word));
	if (os === undefined || cpu === undefined) return undefined;
	if (os !== "linux") return { cpu: [cpu], os: [os] };
	return { cpu: [cpu], libc: [words.some((word) => word.startsWith("musl")) ? "musl" : "glibc"], os: [os] };
}
