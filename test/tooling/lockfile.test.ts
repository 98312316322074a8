import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addOtherPlatforms, type Lockfile } from "../../scripts/lib/lockfile.js";
import { ROOT } from "../../scripts/lib/project.js";

const lockfile = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lockfile;

describe("package-lock.json", () => {
	test("carries no download addresses", () => {
		const addresses = Object.entries(lockfile.packages).filter(([, { resolved }]) => resolved !== undefined);
		expect(addresses).toEqual([]);
	});

	test("names the packages of every platform; `npm run lockfile` adds those that npm leaves out", () => {
		expect(addOtherPlatforms(structuredClone(lockfile))).toEqual([]);
	});

	test("has the integrity of all that is installed here", () => {
		const isForHere = (allowed: string[] | undefined, here: string) => allowed?.includes(here) ?? true;
		const unchecked = Object.entries(lockfile.packages).filter(
			([key, { integrity, os, cpu, libc }]) =>
				key !== "" &&
				integrity === undefined &&
				isForHere(os, "linux") &&
				isForHere(cpu, "x64") &&
				isForHere(libc, "glibc"),
		);
		expect(unchecked).toEqual([]);
	});
});

describe("completing a lockfile", () => {
	test("adds an entry per missing platform, from its name", () => {
		const broken: Lockfile = {
			packages: {
				"": {},
				"node_modules/tool": {
					version: "1.2.3",
					dev: true,
					optionalDependencies: { "@tool/cli-win32-x64": "1.2.3", "@tool/cli-linux-arm-musleabihf": "1.2.3" },
				},
			},
		};
		expect(addOtherPlatforms(broken)).toEqual(["@tool/cli-win32-x64", "@tool/cli-linux-arm-musleabihf"]);
		expect(Object.keys(broken.packages)).toEqual([
			"",
			"node_modules/@tool/cli-linux-arm-musleabihf",
			"node_modules/@tool/cli-win32-x64",
			"node_modules/tool",
		]);
		expect(broken.packages["node_modules/@tool/cli-linux-arm-musleabihf"]).toEqual({
			version: "1.2.3",
			cpu: ["arm"],
			libc: ["musl"],
			os: ["linux"],
			dev: true,
			optional: true,
		});
	});

	test("refuses a package whose platform is not in its name", () => {
		const broken: Lockfile = { packages: { "node_modules/a": { optionalDependencies: { b: "1.0.0" } } } };
		expect(() => addOtherPlatforms(broken)).toThrow("b@1.0.0 is missing");
	});
});
