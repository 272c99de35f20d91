import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { Client } from "./client.ts";
import { inputFile, listFolder, staysInside } from "./folder-files.ts";
import type { ClientFolder, InputFile, LetterheadImage } from "./incident-folder.ts";

const peopleFile = /^people.*\.(?:csv|tsv|txt|xlsx)$/i;
// A letterhead is shared by all letters; a bigger picture would only slow every viewer and printer.
const largestImage = 5_000_000;

type ClientFiles = { readonly folder: ClientFolder; readonly files: readonly InputFile[] };

/** Finds what lies beside client.json: lists of people, pools of codes, the letterhead's image. */
export async function readClientFiles(root: string, client: Client): Promise<Read<ClientFiles>> {
  const base = `clients/${client.id}`;
  const config = `${base}/client.json`;
  const files: InputFile[] = [];
  const listing = await listFolder(root, base);
  const problems: Problem[] = [...listing.problems];

  const peopleFiles: InputFile[] = [];
  for (const name of listing.files) {
    const file = peopleFile.test(name) ? await inputFile(root, `${base}/${name}`) : undefined;
    if (file !== undefined) peopleFiles.push(file);
    else if (/^people/i.test(name))
      problems.push(problem("incident/people-file-kind", { file: `${base}/${name}` }));
  }
  files.push(...peopleFiles);

  const pools = new Map<string, InputFile>();
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
    const earlier = usedBy.get(offer.pool);
    if (earlier !== undefined) {
      problems.push(problem("incident/pool-shared", place, { offer: offer.id, other: earlier }));
      continue;
    }
    usedBy.set(offer.pool, offer.id);
    const pool = await inputFile(root, `${base}/${offer.pool.replaceAll("\\", "/")}`);
    if (pool === undefined) continue;
    pools.set(offer.id, pool);
    files.push(pool);
  }
  const codes = await listFolder(root, `${base}/codes`);
  problems.push(...codes.problems);
  const pooled = new Set([...pools.values()].map((pool) => pool.name));
  for (const name of codes.files) {
    if (!pooled.has(`${base}/codes/${name}`))
      problems.push(problem("incident/pool-unused", { file: `${base}/codes/${name}` }));
  }

  const letterhead = await readLetterhead(root, client);
  problems.push(...letterhead.problems);
  if (letterhead.value !== undefined) files.push(letterhead.value.file);
  const folder: ClientFolder = {
    client,
    dir: join(root, base),
    peopleFiles,
    pools,
    ...(letterhead.value === undefined ? {} : { letterhead: letterhead.value }),
  };
  return { value: { folder, files }, problems };
}

async function readLetterhead(root: string, client: Client): Promise<Read<LetterheadImage | undefined>> {
  const image = client.letterhead?.image;
  if (image === undefined) return { value: undefined, problems: [] };
  const base = `clients/${client.id}`;
  const wrong = (code: Problem["code"], facts: Problem["facts"] = {}) => ({
    value: undefined,
    problems: [problem(code, { file: `${base}/client.json`, path: "letterhead.image" }, facts)],
  });
  if (!staysInside(image)) return wrong("incident/path-leaves-folder");
  const file = await inputFile(root, `${base}/${image.replaceAll("\\", "/")}`);
  if (file === undefined) return wrong("incident/letterhead-missing");
  if (file.bytes > largestImage)
    return wrong("incident/letterhead-too-large", { bytes: file.bytes, most: largestImage });
  const bytes = new Uint8Array(await readFile(file.path));
  const kind = imageKind(bytes);
  if (kind === undefined) return wrong("incident/letterhead-not-an-image");
  return { value: { file, kind, bytes }, problems: [] };
}

function imageKind(bytes: Uint8Array): LetterheadImage["kind"] | undefined {
  const starts = (...wanted: readonly number[]) => wanted.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  return starts(0xff, 0xd8, 0xff) ? "jpeg" : undefined;
}
