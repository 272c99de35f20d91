import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Day } from "../calendar/index.ts";
import {
  envelopeOf,
  type HashedFile,
  hashFiles,
  type IncidentFolder,
  mailerIdFor,
  readIncidentFolder,
} from "../incident/index.ts";
import { type Law, readLaw } from "../law/index.ts";
import { type LetterheadPage, readLetterheadPage, readTypefaces, type Stationery } from "../letter/index.ts";
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
import { fontsOf } from "./fonts-of.ts";

/** Everything a mailing is made from but the people and codes themselves, which stream. */
export type MailingInputs = {
  readonly folder: IncidentFolder;
  readonly law: Law;
  readonly templates: Templates;
  readonly contacts: LetterContacts;
  /** Client id → its letterhead, if that is a page of a PDF. */
  readonly letterheadPages: ReadonlyMap<string, LetterheadPage>;
  /** Client id → what tells a person's facets and variant. */
  readonly variants: ReadonlyMap<string, (individual: Individual) => ReaderVariant>;
  readonly files: readonly HashedFile[];
  /** The files that say who is told what: all but the pools of codes (docs/decisions/0018). */
  readonly deciding: readonly HashedFile[];
  /** SHA-256 (hex) over these files, the law and our templates: the identity of a mailing. */
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
const engineVersion = 3;

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
  for (const client of folder.clients) problems.push(...readTypefaces(fontsOf(folder, client)).problems);
  const letterheadPages = new Map<string, LetterheadPage>();
  for (const { client, letterhead } of folder.clients) {
    if (letterhead?.kind !== "pdf") continue;
    const { file, bytes } = letterhead;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const page = await readLetterheadPage(file.name, file.path, bytes, sha256);
    problems.push(...page.problems);
    if (page.value !== undefined) letterheadPages.set(client.id, page.value);
  }
  const law = readLaw(data.jurisdictions);
  const templates = readTemplates(data.templates, folder.templateOverrides);
  problems.push(...law.problems, ...templates.problems);
  if (stops(problems) && law.value.contacts === undefined) return { value: undefined, problems };
  const files = await hashFiles(folder.files);
  // Codes are stock, not wording: more of them must not turn a planned mailing into another one.
  const stock = new Set(
    folder.clients.flatMap(({ pools }) => [...pools.values()].flat().map(({ name }) => name)),
  );
  const deciding = files.filter(({ name }) => !stock.has(name));
  const identity = [
    `engine ${engineVersion}`,
    `law ${law.value.hash}`,
    `templates ${templates.value.hash}`,
    // A font package is no file of the folder, and its next version may have other letters.
    ...folder.clients.flatMap((client) => {
      const { hashes } = readTypefaces(fontsOf(folder, client)).value;
      return hashes.length === 0 ? [] : [`fonts ${client.client.id} ${hashes.join(" ")}`];
    }),
    ...deciding.map((file) => `${file.sha256} ${file.name}`),
  ].join("\n");
  return {
    value: withVariants({
      folder,
      law: law.value,
      templates: templates.value,
      contacts: letterContacts(law.value),
      letterheadPages,
      files,
      deciding,
      hash: createHash("sha256").update(identity).digest("hex"),
    }),
    problems,
  };
}

/** The inputs with what tells a variant: functions, which are not copied from thread to thread. */
export function withVariants(inputs: Omit<MailingInputs, "variants">): MailingInputs {
  const { folder, law } = inputs;
  const finders = folder.clients.map(
    ({ client }) => [client.id, variantFinder(folder.incident, client, law)] as const,
  );
  return { ...inputs, variants: new Map(finders) };
}

/** The planned mailing day of a client, on which letters are dated and ages count. */
export function mailingDay({ folder }: MailingInputs, clientId: string): Day | undefined {
  const client = folder.clients.find(({ client }) => client.id === clientId)?.client;
  return client?.dates.individualNotice ?? folder.incident.dates.individualNotice;
}

/** The paper of a client's letters; undefined without a return address, which a run insists on. */
export function stationeryOf(
  { folder, letterheadPages }: MailingInputs,
  clientId: string,
  draft: boolean,
): Stationery | undefined {
  const found = folder.clients.find(({ client }) => client.id === clientId);
  if (found === undefined) return undefined;
  const { client, letterhead } = found;
  const { returnAddress } = client;
  if (returnAddress === undefined) return undefined;
  const fonts = fontsOf(folder, found);
  const page = letterheadPages.get(clientId);
  return {
    ...(client.letterhead === undefined
      ? {}
      : {
          letterhead: {
            ...(letterhead === undefined || letterhead.kind === "pdf" ? {} : { image: letterhead.bytes }),
            ...(page === undefined ? {} : { page }),
            alt: client.letterhead.alt ?? client.name,
            lines: client.letterhead.lines,
            colour: client.letterhead.colour,
          },
        }),
    ...(fonts === undefined ? {} : { fonts }),
    returnAddress,
    envelope: envelopeOf(folder.incident.mailHouse),
    duplex: folder.incident.mailHouse.duplex,
    sheetMark: folder.incident.mailHouse.sheetMark === "dataMatrix",
    intelligentMail: mailerIdFor(folder.incident.mailHouse.intelligentMail, clientId) !== undefined,
    draft,
  };
}
