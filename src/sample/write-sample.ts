import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ClientProfile, clientProfile, shareOut } from "./client-profile.ts";
import { codePoolLines, poolSize } from "./code-pool.ts";
import { emblem } from "./emblem.ts";
import { csvLines, mostWorkbookRows, workbookBytes } from "./people-file.ts";
import { type Rarities, raritiesFor } from "./rarities.ts";
import { type SampleClient, sampleClient } from "./sample-client.ts";
import { sampleIncident } from "./sample-incident.ts";
import { type PeopleRange, samplePeople } from "./sample-people.ts";
import type { SampleRow } from "./sample-row.ts";

/** How large the incident is. `people` counts everyone affected, over all clients. */
export type SampleSize = { readonly people: number; readonly clients: number; readonly seed: number };

/** What was written, in the words of the check: rows = people + duplicates + held + suppressed. */
export type WrittenSample = {
  readonly rows: number;
  readonly people: number;
  readonly duplicates: number;
  readonly held: number;
  readonly suppressed: number;
  /** Relative to the folder, with forward slashes, in the order of writing. */
  readonly files: readonly string[];
};

type Counts = {
  person: number;
  duplicate: number;
  held: number;
  suppressed: number;
  adult: number;
  minor: number;
};

// Text is gathered to about this many characters before it is written.
const chunkLength = 256 * 1024;

/**
 * Writes a fictional incident folder: incident.json and, per client, client.json, emblem, people and
 * codes. Rows are made one after the other, so memory does not grow with their number; the same size
 * and seed give the same bytes. Files of the same name are overwritten, others are left alone.
 * Throws a RangeError unless there is at least one client and one person for each.
 * @example await writeSample("larkspur", { people: 2000, clients: 4, seed: 2023 })
 */
export async function writeSample(dir: string, size: SampleSize): Promise<WrittenSample> {
  if (!Number.isSafeInteger(size.clients) || size.clients < 1) throw new RangeError("at least one client");
  if (!Number.isSafeInteger(size.people) || size.people < size.clients)
    throw new RangeError("at least one person for each client");
  const profiles = Array.from({ length: size.clients }, (_, number) => clientProfile(number));
  const shares = shareOut(size.people, profiles);
  const rarities = raritiesFor(size.people);
  const counts: Counts = { person: 0, duplicate: 0, held: 0, suppressed: 0, adult: 0, minor: 0 };
  const files: string[] = [];
  const write = async (name: string, content: Iterable<string> | Uint8Array) => {
    await writeFile(join(dir, name), content);
    files.push(name);
  };
  await write("incident.json", jsonText(sampleIncident));
  let first = 0;
  for (const [number, profile] of profiles.entries()) {
    const range = { first, count: shares[number] ?? 0 };
    first += range.count;
    const own = await writeClient(profile, number, range, rarities, size.seed, write);
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += own[key];
  }
  const { person, duplicate, held, suppressed } = counts;
  return {
    rows: person + duplicate + held + suppressed,
    people: person,
    duplicates: duplicate,
    held,
    suppressed,
    files,
  };
}

type Write = (name: string, content: Iterable<string> | Uint8Array) => Promise<void>;

async function writeClient(
  profile: ClientProfile,
  number: number,
  range: PeopleRange,
  rarities: Rarities,
  seed: number,
  write: Write,
): Promise<Counts> {
  const folder = `clients/${profile.id}`;
  const client: SampleClient = sampleClient(profile, number);
  await write(`${folder}/client.json`, jsonText(client.file));
  const { image, colour } = client.file.letterhead ?? {};
  if (image !== undefined && colour !== undefined)
    await write(`${folder}/${image}`, emblem(profile.sector, profile.round, colour));
  const counts: Counts = { person: 0, duplicate: 0, held: 0, suppressed: 0, adult: 0, minor: 0 };
  const rows = counted(samplePeople(profile, range, rarities, [seed, number]), counts);
  if (profile.layout.file === "workbook" && range.count <= mostWorkbookRows)
    await write(`${folder}/people.xlsx`, await workbookBytes(profile.layout, rows));
  else await write(`${folder}/people.csv`, csvLines(profile.layout, rows));
  for (const [place, pool] of client.pools.entries()) {
    const lines = codePoolLines(pool, number * 2 + place, poolSize(counts[pool.for]), seed);
    await write(`${folder}/${pool.offer.pool}`, lines);
  }
  return counts;
}

function* counted(rows: Iterable<SampleRow>, counts: Counts): Generator<SampleRow> {
  for (const row of rows) {
    counts[row.expected] += 1;
    if (row.codeFrom !== null) counts[row.codeFrom] += 1;
    yield row;
  }
}

function jsonText(value: unknown): Iterable<string> {
  return [`${JSON.stringify(value, null, 2)}\n`];
}

async function writeFile(path: string, content: Iterable<string> | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "w");
  try {
    if (content instanceof Uint8Array) await handle.writeFile(content);
    else await writeInChunks(handle, content);
  } finally {
    await handle.close();
  }
}

async function writeInChunks(handle: FileHandle, texts: Iterable<string>): Promise<void> {
  let chunk = "";
  for (const text of texts) {
    chunk += text;
    if (chunk.length < chunkLength) continue;
    await handle.writeFile(chunk);
    chunk = "";
  }
  await handle.writeFile(chunk);
}
