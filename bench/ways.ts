import type { Way } from "./way.ts";

/**
 * Every way that is compared, ours first. Each module is loaded only where one of its ways is measured, so
 * that a process's memory is that way's own.
 */
const modules: readonly (() => Promise<readonly Way[]>)[] = [
  async () => (await import("./our-ways.ts")).ourWays,
  async () => (await import("./pdf-lib-way.ts")).pdfLibWays,
  async () => (await import("./pdfkit-way.ts")).pdfKitWays,
  async () => (await import("./typst-way.ts")).typstWays,
  async () => (await import("./chromium-way.ts")).chromiumWays,
];

/** Where a way is found: the module's place, and its place in the module. */
export type WayPlace = { readonly module: number; readonly index: number };

export async function wayAt({ module, index }: WayPlace): Promise<Way> {
  const way = (await modules[module]?.())?.[index];
  if (way === undefined) throw new Error("There is no such way");
  return way;
}

export async function allWays(): Promise<readonly { readonly way: Way; readonly place: WayPlace }[]> {
  const found: { way: Way; place: WayPlace }[] = [];
  for (const [module, load] of modules.entries())
    for (const [index, way] of (await load()).entries()) found.push({ way, place: { module, index } });
  return found;
}
