import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/**
 * SHA-256 (hex) over the program itself: its sources and the versions of what it depends on. Two machines with
 * the same hash make the same bytes of the same order.
 */
export function programHash(): string {
  const hash = createHash("sha256").update(readFileSync(join(root, "package.json")));
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const name of names.filter((each) => /\.[jt]s$/.test(each)).sort())
    hash.update(`\n${name.replaceAll("\\", "/")}\n`).update(readFileSync(join(root, "src", name)));
  return hash.digest("hex");
}
