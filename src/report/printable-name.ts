import { canPrint } from "../letter/index.ts";

/** A name as it can be set, or what it is known by where our fonts lack one of its characters. */
export function printableName(name: string, id: string): string {
  const text = name.normalize("NFC").replace(/\s+/g, " ").trim();
  return canPrint(text).length === 0 ? text : id;
}
