import { readFile } from "node:fs/promises";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { Client } from "./client.ts";
import { inputFile, staysInside } from "./folder-files.ts";
import type { ClientFonts, FallbackFont, FontFile, InputFile } from "./incident-folder.ts";

// Twice the largest font of one style for Han; only what letters use of it is embedded.
const largestFont = 40_000_000;

async function readFont(
  root: string,
  base: string,
  name: string,
  where: { readonly file: string; readonly path: string },
): Promise<Read<FontFile | undefined>> {
  const wrong = (code: Problem["code"], facts: Problem["facts"] = {}) => ({
    value: undefined,
    problems: [problem(code, where, facts)],
  });
  if (!staysInside(name)) return wrong("incident/path-leaves-folder");
  const file = await inputFile(root, `${base}${name.replaceAll("\\", "/")}`);
  if (file === undefined) return wrong("incident/font-missing");
  if (file.bytes > largestFont)
    return wrong("incident/font-too-large", { bytes: file.bytes, most: largestFont });
  return { value: { file, bytes: new Uint8Array(await readFile(file.path)) }, problems: [] };
}

type FoundFonts = { readonly fonts: ClientFonts | undefined; readonly files: readonly InputFile[] };

/** Reads the font files that client.json names. A set whose regular (of headings: bold) is not there is left out. */
export async function readClientFonts(root: string, client: Client): Promise<Read<FoundFonts>> {
  const { fonts } = client;
  if (fonts === undefined) return { value: { fonts: undefined, files: [] }, problems: [] };
  const base = `clients/${client.id}/`;
  const problems: Problem[] = [];
  const files = new Map<string, InputFile>();
  const read = async (name: string | undefined, path: string): Promise<FontFile | undefined> => {
    if (name === undefined) return undefined;
    const found = await readFont(root, base, name, { file: `${base}client.json`, path: `fonts.${path}` });
    problems.push(...found.problems);
    if (found.value !== undefined) files.set(found.value.file.name, found.value.file);
    return found.value;
  };
  const given = <K extends string>(key: K, font: FontFile | undefined) =>
    (font === undefined ? {} : { [key]: font }) as { readonly [P in K]?: FontFile };

  const regular = await read(fonts.text?.regular, "text.regular");
  const text = {
    ...given("bold", await read(fonts.text?.bold, "text.bold")),
    ...given("italic", await read(fonts.text?.italic, "text.italic")),
    ...given("boldItalic", await read(fonts.text?.boldItalic, "text.boldItalic")),
  };
  const bold = await read(fonts.headings?.bold, "headings.bold");
  const headings = given("regular", await read(fonts.headings?.regular, "headings.regular"));
  return {
    value: {
      fonts: {
        ...(regular === undefined ? {} : { text: { ...text, regular } }),
        ...(bold === undefined ? {} : { headings: { ...headings, bold } }),
      },
      files: [...files.values()],
    },
    problems,
  };
}

/** The fonts for other scripts that incident.json names: files of the incident folder are read, packages named. */
export async function readFallbackFonts(
  root: string,
  names: readonly string[],
): Promise<Read<readonly FallbackFont[]>> {
  const fonts: FallbackFont[] = [];
  const problems: Problem[] = [];
  for (const [index, name] of names.entries()) {
    if (!/\.(?:ttf|otf)$/i.test(name)) {
      fonts.push({ kind: "package", name });
      continue;
    }
    const where = { file: "incident.json", path: `fallbackFonts[${index}]` };
    const found = await readFont(root, "", name, where);
    problems.push(...found.problems);
    if (found.value !== undefined) fonts.push({ kind: "file", font: found.value });
  }
  return { value: fonts, problems };
}
