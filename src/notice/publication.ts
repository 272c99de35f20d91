import type { Day } from "../calendar/index.ts";
import { type Client, type DataElement, dataElements, type Incident } from "../incident/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import { dataElementPhrase } from "./data-element-phrase.ts";
import { countText, dayText } from "./day-text.ts";
import type { NoticeFacts } from "./fact-shape.ts";
import { forbids } from "./forbids.ts";
import type { LanguageWords } from "./language-words.ts";
import type { TextFacets } from "./notice.ts";

/** The list of individuals that goes to a client with the vendor's notice: its file and its totals. */
export type ListSummary = {
  readonly file: string;
  /** SHA-256 (hex) of the file. */
  readonly hash: string;
  /** Lines below its header: people, held and suppressed. */
  readonly lines: number;
  /** Rows of the client's own files; rows = people + duplicates + held + suppressed. */
  readonly rows: number;
  readonly people: number;
  readonly duplicates: number;
  readonly held: number;
  readonly suppressed: number;
};

/** What a text that is no letter needs to know besides incident, client and law. Names no person. */
export type Publication = {
  /** The states whose residents the text speaks to, and whose paragraphs it prints. */
  readonly states: readonly string[];
  /** The day of posting, release or letter. */
  readonly on: Day;
  /** All kinds of data that were involved for anyone of the client. */
  readonly exposed: ReadonlySet<DataElement>;
  /** Residents who are told, by state. */
  readonly residents: ReadonlyMap<string, number>;
  readonly list?: ListSummary;
  /** The last day for this notice, and that for the client's own notice to individuals. */
  readonly due?: Day;
  readonly clientDue?: Day;
  /** The first last day of a State for it, where that is earlier. */
  readonly stateDue?: Day;
  readonly citations?: readonly string[];
};

type Sources = { readonly incident: Incident; readonly client: Client; readonly law: NoticeLaw };

/** The facts of a publication, as templates print them; none for a letter. */
export function publicationFacts(
  publication: Publication | undefined,
  { incident, client, law }: Sources,
  { language, jurisdiction }: Pick<TextFacets, "language" | "jurisdiction">,
  words: LanguageWords,
): NonNullable<NoticeFacts["publication"]> {
  if (publication === undefined) return {};
  const { on, exposed, residents, list, due, clientDue, stateDue, citations } = publication;
  const vendor = incident.notifier.role === "vendor" ? incident.notifier : undefined;
  const count = (of: number | undefined) => (of === undefined ? undefined : countText(of, words));
  const day = (of: Day | undefined) => (of === undefined ? undefined : dayText(of, words));
  const title = vendor?.desk?.title;
  return {
    on: dayText(on, words),
    // The newest stands first: who comes back looks for what is new.
    updates: (incident.updates ?? [])
      .toSorted((a, b) => (a.on < b.on ? 1 : -1))
      .map((update) => ({ on: dayText(update.on, words), text: update.text[language] })),
    dataElements: dataElementPhrase(
      dataElements.filter((element) => exposed.has(element)),
      { kind: "anyone" },
      words,
      client.dataElementWords?.[language],
    ),
    residentCount: forbids(law, "residentCount") ? undefined : count(residents.get(jurisdiction)),
    place: townOf(client),
    press: { name: client.press?.name, phone: client.press?.phone, email: client.press?.email },
    desk: { ...vendor?.desk, title },
    list:
      list === undefined
        ? {}
        : {
            file: list.file,
            hash: list.hash,
            lines: count(list.lines),
            rows: count(list.rows),
            people: count(list.people),
            duplicates: list.duplicates === 0 ? undefined : count(list.duplicates),
            held: list.held === 0 ? undefined : count(list.held),
            suppressed: list.suppressed === 0 ? undefined : count(list.suppressed),
          },
    due: day(due),
    clientDue: day(clientDue),
    stateDue: day(stateDue),
    citations: citations?.join("; "),
    agent: String(client.vendorIsAgent),
    delegation: client.delegation,
  };
}

/** “Oakland, CA”, of the last line of the client's postal address; undefined if it does not end so. */
function townOf({ contact }: Client): string | undefined {
  return /^(.+, [A-Z]{2})\.? \d{5}(?:-\d{4})?$/.exec(contact?.postal.at(-1)?.trim() ?? "")?.[1];
}
