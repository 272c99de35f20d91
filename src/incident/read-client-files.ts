import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { Client } from "./client.ts";
import { inputFile, listFolder, staysInside } from "./folder-files.ts";
import type { ClientFolder, InputFile, LetterheadImage } from "./incident-folder.ts";
import { readClientFonts } from "./read-fonts.ts";
import { readPoolFiles } from "./read-pool-files.ts";

const peopleFile = /^people.*\.(?:csv|tsv|txt|xlsx)$/i;
// A letterhead is shared by all letters; a bigger picture would only slow every viewer and printer.
const largestImage = 5_000_000;

type ClientFiles = { readonly folder: ClientFolder; readonly files: readonly InputFile[] };

/** Finds what lies beside client.json: lists of people, pools of codes, the letterhead's image. */
export async function readClientFiles(root: string, client: Client): Promise<Read<ClientFiles>> {
  const base = `clients/${client.id}`;
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

  const found = await readPoolFiles(root, client);
  const { pools } = found.value;
  problems.push(...found.problems);
  files.push(...[...pools.values()].flat());

  const letterhead = await readLetterhead(root, client);
  problems.push(...letterhead.problems);
  if (letterhead.value !== undefined) files.push(letterhead.value.file);
  const fonts = await readClientFonts(root, client);
  problems.push(...fonts.problems);
  files.push(...fonts.value.files);
  const folder: ClientFolder = {
    client,
    dir: join(root, base),
    peopleFiles,
    pools,
    ...(letterhead.value === undefined ? {} : { letterhead: letterhead.value }),
    ...(fonts.value.fonts === undefined ? {} : { fonts: fonts.value.fonts }),
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
  if (starts(0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return "pdf";
  const text = Buffer.from(bytes.subarray(0, 4096)).toString("utf8");
  return /^\ufeff?\s*<[?!s]/.test(text) && text.includes("<svg") ? "svg" : undefined;
}
