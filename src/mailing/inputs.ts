import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Day } from "../calendar/index.ts";
import { type HashedFile, hashFiles, type IncidentFolder, readIncidentFolder } from "../incident/index.ts";
import { type Law, readLaw } from "../law/index.ts";
import type { Stationery } from "../letter/index.ts";
import {
  type LetterContacts,
  letterContacts,
  type ReaderVariant,
  readTemplates,
  type Templates,
  variantFinder,
} from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { type Problem, type Read, stops } from "../problem/index.ts";

/** Everything a mailing is made from but the people and codes themselves, which stream. */
export type MailingInputs = {
  readonly folder: IncidentFolder;
  readonly law: Law;
  readonly templates: Templates;
  readonly contacts: LetterContacts;
  /** Client id → what tells a person's facets and variant. */
  readonly variants: ReadonlyMap<string, (individual: Individual) => ReaderVariant>;
  readonly files: readonly HashedFile[];
  /** SHA-256 (hex) over every input file, the law and our templates: the identity of a mailing. */
  readonly hash: string;
};

/** Where the program's own data lies: `jurisdictions/` and `templates/`. */
export type ProgramData = { readonly jurisdictions: string; readonly templates: string };

const root = join(import.meta.dirname, "..", "..");
/** The data that comes with this program. */
export const programData: ProgramData = {
  jurisdictions: join(root, "jurisdictions"),
  templates: join(root, "templates"),
};

// Goes up when the same inputs would give other bytes: an old plan is then another mailing.
const engineVersion = 2;

/**
 * Reads the incident folder, the law and the templates, and hashes them. The value is undefined if the
 * folder cannot be used; problems tell why. Throws only what the disk throws.
 */
export async function readInputs(
  dir: string,
  data: ProgramData = programData,
): Promise<Read<MailingInputs | undefined>> {
  const problems: Problem[] = [];
  const read = await readIncidentFolder(dir);
  problems.push(...read.problems);
  if (read.value === undefined) return { value: undefined, problems };
  const folder = read.value;
  const law = readLaw(data.jurisdictions);
  const templates = readTemplates(data.templates, folder.templateOverrides);
  problems.push(...law.problems, ...templates.problems);
  if (stops(problems) && law.value.contacts === undefined) return { value: undefined, problems };
  const files = await hashFiles(folder.files);
  const identity = [
    `engine ${engineVersion}`,
    `law ${law.value.hash}`,
    `templates ${templates.value.hash}`,
    ...files.map((file) => `${file.sha256} ${file.name}`),
  ].join("\n");
  return {
    value: {
      folder,
      law: law.value,
      templates: templates.value,
      contacts: letterContacts(law.value),
      variants: new Map(
        folder.clients.map(({ client }) => [client.id, variantFinder(folder.incident, client, law.value)]),
      ),
      files,
      hash: createHash("sha256").update(identity).digest("hex"),
    },
    problems,
  };
}

/** The planned mailing day of a client, on which letters are dated and ages count. */
export function mailingDay({ folder }: MailingInputs, clientId: string): Day | undefined {
  const client = folder.clients.find(({ client }) => client.id === clientId)?.client;
  return client?.dates.individualNotice ?? folder.incident.dates.individualNotice;
}

/** The paper of a client's letters; undefined without a return address, which a run insists on. */
export function stationeryOf(
  { folder }: MailingInputs,
  clientId: string,
  draft: boolean,
): Stationery | undefined {
  const found = folder.clients.find(({ client }) => client.id === clientId);
  if (found === undefined) return undefined;
  const { client, letterhead } = found;
  const { returnAddress } = client;
  if (returnAddress === undefined) return undefined;
  return {
    ...(client.letterhead === undefined
      ? {}
      : {
          letterhead: {
            ...(letterhead === undefined ? {} : { image: letterhead.bytes }),
            alt: client.letterhead.alt ?? client.name,
            lines: client.letterhead.lines,
            colour: client.letterhead.colour,
          },
        }),
    returnAddress,
    envelope: folder.incident.mailHouse.envelope,
    duplex: folder.incident.mailHouse.duplex,
    sheetMark: folder.incident.mailHouse.sheetMark === "dataMatrix",
    draft,
  };
}
