import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const weight = "400Regular";
const known = new Map<string, Uint8Array | undefined>();

/** The package that brings a font: `noto-sans-sc` → `@expo-google-fonts/noto-sans-sc`. */
export function fontPackage(name: string): string {
  return `@expo-google-fonts/${name}`;
}

/** The regular weight of a font that is installed as a package beside this program; undefined if it is not. */
export function packagedFont(name: string): Uint8Array | undefined {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return undefined;
  if (!known.has(name)) known.set(name, read(name));
  return known.get(name);
}

function read(name: string): Uint8Array | undefined {
  try {
    const folder = join(dirname(require.resolve(`${fontPackage(name)}/package.json`)), weight);
    const [file] = readdirSync(folder)
      .filter((entry) => entry.endsWith(`_${weight}.ttf`))
      .sort();
    return file === undefined ? undefined : new Uint8Array(readFileSync(join(folder, file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ENOENT" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED")
      return undefined;
    throw error;
  }
}
