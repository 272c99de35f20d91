import type { Block } from "./notice.ts";

// Variants share most of their blocks.
const blocksWritten = new WeakMap<Block, string>();

/** JSON with sorted keys, so that the hash does not hang on the order in which objects were built. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** `canonicalJson` of blocks, each written once. */
export function canonicalBlocks(blocks: readonly Block[]): string {
  const written = blocks.map((block) => {
    let json = blocksWritten.get(block);
    if (json === undefined) {
      json = canonicalJson(block);
      blocksWritten.set(block, json);
    }
    return json;
  });
  return `[${written.join()}]`;
}
