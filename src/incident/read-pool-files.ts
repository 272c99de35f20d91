import { type Problem, problem, type Read } from "../problem/index.ts";
import type { Client } from "./client.ts";
import { byName, inputFile, listFolder, staysInside } from "./folder-files.ts";
import type { InputFile } from "./incident-folder.ts";

type PoolFiles = { readonly pools: ReadonlyMap<string, readonly InputFile[]> };

/** Finds the files of codes of each offer: the one it names, then those beside it that add to it. */
export async function readPoolFiles(root: string, client: Client): Promise<Read<PoolFiles>> {
  const base = `clients/${client.id}`;
  const config = `${base}/client.json`;
  const problems: Problem[] = [];
  const pools = new Map<string, readonly InputFile[]>();
  const named = new Set(client.offers.map(({ pool }) => `${base}/${pool.replaceAll("\\", "/")}`));
  const usedBy = new Map<string, string>();
  const seenOffers = new Set<string>();
  for (const [index, offer] of client.offers.entries()) {
    const place = { file: config, path: `offers[${index}].pool` };
    if (seenOffers.has(offer.id)) {
      problems.push(
        problem("incident/offer-twice", { file: config, path: `offers[${index}].id` }, { offer: offer.id }),
      );
      continue;
    }
    seenOffers.add(offer.id);
    if (!staysInside(offer.pool)) {
      problems.push(problem("incident/path-leaves-folder", place));
      continue;
    }
    const name = `${base}/${offer.pool.replaceAll("\\", "/")}`;
    const earlier = usedBy.get(name);
    if (earlier !== undefined) {
      problems.push(problem("incident/pool-shared", place, { offer: offer.id, other: earlier }));
      continue;
    }
    usedBy.set(name, offer.id);
    const first = await inputFile(root, name);
    if (first === undefined) continue;
    const more: InputFile[] = [];
    for (const addition of await additionsTo(root, name)) {
      const file = named.has(addition) ? undefined : await inputFile(root, addition);
      if (file !== undefined) more.push(file);
    }
    pools.set(offer.id, [first, ...more]);
  }
  const codes = await listFolder(root, `${base}/codes`);
  problems.push(...codes.problems);
  const used = new Set([...pools.values()].flat().map((file) => file.name));
  for (const name of codes.files) {
    if (!used.has(`${base}/codes/${name}`))
      problems.push(problem("incident/pool-unused", { file: `${base}/codes/${name}` }));
  }
  return { value: { pools }, problems };
}

/** Files beside a pool that add codes to it, by their numbers: `credit.2.csv` to `credit.csv`. */
async function additionsTo(root: string, pool: string): Promise<readonly string[]> {
  const folder = pool.slice(0, pool.lastIndexOf("/"));
  const stem = pool.slice(folder.length + 1).replace(/\.[^.]*$/, "");
  const { files } = await listFolder(root, folder);
  return files
    .flatMap((name) => {
      const rest = name.startsWith(`${stem}.`)
        ? /^([2-9]|[1-9]\d{1,3})\.(?:csv|tsv|txt|xlsx)$/i.exec(name.slice(stem.length + 1))
        : null;
      return rest === null ? [] : [{ name: `${folder}/${name}`, number: Number(rest[1]) }];
    })
    .toSorted((a, b) => a.number - b.number || byName(a.name, b.name))
    .map(({ name }) => name);
}
