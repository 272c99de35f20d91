import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { clientSchema } from "./client.ts";
import { dateOrder } from "./date-order.ts";
import { byName, inputFile, listFolder } from "./folder-files.ts";
import { incidentSchema } from "./incident.ts";
import type { ClientFolder, IncidentFolder, InputFile, TemplateOverride } from "./incident-folder.ts";
import { readClientFiles } from "./read-client-files.ts";
import { readFallbackFonts } from "./read-fonts.ts";
import { readJson } from "./read-json.ts";

/**
 * Reads an incident folder: incident.json, each clients/<client>/client.json with the files beside it,
 * and the template overrides. Strict: every fault is a problem with file, path, what is there and what
 * is wanted. Links are not followed. The value is undefined if there is no readable incident.json; a
 * client that cannot be read is left out, and its problem stops. Lists of people and pools of codes are
 * found, not read. Throws only what the disk throws.
 */
export async function readIncidentFolder(dir: string): Promise<Read<IncidentFolder | undefined>> {
  const root = resolve(dir);
  const nothing = (found: Problem) => ({ value: undefined, problems: [found] });
  const there = await stat(root).catch(() => undefined);
  if (!there?.isDirectory()) return nothing(problem("incident/folder-missing", {}, { folder: dir }));
  const incidentFile = await inputFile(root, "incident.json");
  if (incidentFile === undefined) return nothing(problem("incident/file-missing", { file: "incident.json" }));

  const read = readJson(await readFile(incidentFile.path, "utf8"), incidentFile.name, incidentSchema);
  if (read.value === undefined) return { value: undefined, problems: read.problems };
  const incident = read.value;
  const problems: Problem[] = [...dateOrder(incident.dates, incidentFile.name)];
  const files: InputFile[] = [incidentFile];
  const templateOverrides: TemplateOverride[] = [];
  const clients: ClientFolder[] = [];

  const listing = await listFolder(root, "");
  problems.push(...listing.problems);
  const clientList = await listFolder(root, "clients");
  problems.push(...clientList.problems);
  for (const name of clientList.folders) {
    const found = await readClientFolder(root, name);
    problems.push(...found.problems);
    if (found.value === undefined) continue;
    const { folder, files: clientFiles, overrides } = found.value;
    problems.push(...dateOrder(folder.client.dates, `clients/${name}/client.json`, incident.dates));
    clients.push(folder);
    files.push(...clientFiles);
    templateOverrides.push(...overrides);
  }
  if (clientList.folders.length === 0) problems.push(problem("incident/no-clients", { file: "clients" }));

  const own = await readTemplates(root, "templates", null);
  problems.push(...own.problems);
  templateOverrides.unshift(...own.value);
  files.push(...templateOverrides.map((override) => override.file));
  const fallback = await readFallbackFonts(root, incident.fallbackFonts ?? []);
  problems.push(...fallback.problems);
  files.push(...fallback.value.flatMap((font) => (font.kind === "file" ? [font.font.file] : [])));
  files.sort((a, b) => byName(a.name, b.name));
  // A font may serve in two places.
  const each = files.filter(({ name }, index) => name !== files[index - 1]?.name);
  const fallbackFonts = fallback.value;
  return {
    value: { dir: root, incident, clients, fallbackFonts, templateOverrides, files: each },
    problems,
  };
}

type FoundClient = {
  readonly folder: ClientFolder;
  readonly files: readonly InputFile[];
  readonly overrides: readonly TemplateOverride[];
};

async function readClientFolder(root: string, name: string): Promise<Read<FoundClient | undefined>> {
  const clientFile = await inputFile(root, `clients/${name}/client.json`);
  if (clientFile === undefined) {
    return {
      value: undefined,
      problems: [problem("incident/file-missing", { file: `clients/${name}/client.json` })],
    };
  }
  const read = readJson(await readFile(clientFile.path, "utf8"), clientFile.name, clientSchema);
  if (read.value === undefined) return { value: undefined, problems: read.problems };
  const client = read.value;
  if (client.id !== name) {
    const facts = { there: client.id, wanted: name };
    return {
      value: undefined,
      problems: [problem("incident/client-id-not-folder", { file: clientFile.name, path: "id" }, facts)],
    };
  }
  const beside = await readClientFiles(root, client);
  const overrides = await readTemplates(root, `clients/${name}/templates`, client.id);
  return {
    value: {
      folder: beside.value.folder,
      files: [clientFile, ...beside.value.files],
      overrides: overrides.value,
    },
    problems: [...beside.problems, ...overrides.problems],
  };
}

// A template is a few pages of text; anything larger is something else.
const largestTemplate = 1_000_000;

async function readTemplates(
  root: string,
  folder: string,
  client: string | null,
): Promise<Read<readonly TemplateOverride[]>> {
  const overrides: TemplateOverride[] = [];
  const problems: Problem[] = [];
  const visit = async (name: string): Promise<void> => {
    const listing = await listFolder(root, name);
    problems.push(...listing.problems);
    for (const file of listing.files) {
      const found = await inputFile(root, `${name}/${file}`);
      if (found === undefined) continue;
      if (found.bytes > largestTemplate) {
        problems.push(
          problem(
            "incident/template-too-large",
            { file: found.name },
            { bytes: found.bytes, most: largestTemplate },
          ),
        );
        continue;
      }
      const bytes = await readFile(found.path);
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        overrides.push({ client, template: found.name.slice(folder.length + 1), file: found, text });
      } catch {
        problems.push(problem("incident/template-not-utf8", { file: found.name }));
      }
    }
    for (const inner of listing.folders) await visit(`${name}/${inner}`);
  };
  await visit(folder);
  return { value: overrides, problems };
}
