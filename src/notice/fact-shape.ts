/**
 * What one fact is: a line of text, several lines, Markdown by intention, yes or no, or a list of
 * blocks that `each` walks through. Any fact may be absent in an incident; a template that prints an
 * absent one is a problem when it is composed.
 */
export type FactKind = "text" | "lines" | "markdown" | "flag";
export type FactShape = { readonly [name: string]: FactKind | FactShape | FactList };
export type FactList = { readonly each: Readonly<Record<string, "text" | "lines">> };

const contactBlock = { name: "text", address: "lines", phones: "lines", website: "text" } as const;
const bureau = {
  name: "text",
  freezePhone: "text",
  freezeWebsite: "text",
  freezeAddress: "lines",
  alertPhone: "text",
  alertWebsite: "text",
  alertAddress: "lines",
  minorAddress: "lines",
} as const;

const publicationShape = {
  /** The day of posting, release or letter. */
  on: "text",
  updates: { each: { on: "text", text: "text" } },
  /** All kinds of data that were involved for anyone, as a list. */
  dataElements: "text",
  /** How many residents of the state are told; only where no law forbids the number. */
  residentCount: "text",
  /** The town of the date line. */
  place: "text",
  press: { name: "text", phone: "text", email: "text" },
  /** The vendor’s own desk for its clients. */
  desk: { name: "text", title: "text", phone: "text", email: "text", postal: "lines" },
  /** The list that goes to the client: its file, its lines by outcome, and its SHA-256. */
  list: {
    file: "text",
    hash: "text",
    lines: "text",
    rows: "text",
    people: "text",
    duplicates: "text",
    held: "text",
    suppressed: "text",
  },
  /** The last day for this notice, and that for the client’s own notice to individuals. */
  due: "text",
  clientDue: "text",
  /** The first last day that a State gives the client, where it is earlier. */
  stateDue: "text",
  citations: "text",
  /** `true`, `false` or `unknown`: whether the vendor is the client’s agent. */
  agent: "text",
  /** `notifier` or `client`: who notifies the individuals. */
  delegation: "text",
} as const;

/** Every fact that a template may name, and nothing else. `field.…` and `facets.…` stand beside it. */
const factShape = {
  client: {
    name: "text",
    parentCompany: "text",
    relationship: "text",
    vendorHeldDataBecause: "text",
    contact: {
      tollFree: "text",
      hours: "text",
      tty: "text",
      email: "text",
      website: "text",
      postal: "lines",
      /** A line in each other language that is spoken at the number. */
      taglines: "lines",
      /** “large print, braille, or audio”: in what other forms the notice can be had. */
      formats: "text",
    },
    signatory: { name: "text", title: "text" },
  },
  /** Who writes: the client, or the vendor for it. */
  notifier: { name: "text" },
  /** The vendor at which the incident happened, if it was one; `does` completes “The vendor …”. */
  vendor: { name: "text", does: "text", parentCompany: "text" },
  incident: {
    /** “on January 2, 2026” or “between January 2, 2026 and January 5, 2026”. */
    occurred: "text",
    contained: "text",
    discovered: "text",
    vendorDiscovered: "text",
    vendorNotified: "text",
    noticeDate: "text",
    /** Who acquired the data, if it is known, completing “… was acquired by”. */
    acquiredBy: "text",
    whatHappened: "markdown",
    whatHappenedBriefly: "markdown",
    whatWeAreDoing: "markdown",
    /** The day of the letter that this one adds to or corrects. */
    earlierNotice: "text",
    whatIsNew: "markdown",
    correction: "markdown",
    heldForLawEnforcement: "flag",
    /** Whether anyone’s user name or password was lost in this client’s incident, or may have been. */
    credentialsExposed: "flag",
    /** The same of bank accounts and payment cards. */
    accountsExposed: "flag",
  },
  offer: {
    product: "text",
    months: "text",
    watches: "text",
    enrolUrl: "text",
    enrolPhone: "text",
    engagementNumber: "text",
  },
  law: {
    /** `full`, `brief` (a nature-of-breach ban beside a law that wants a description) or `omitted`. */
    description: "text",
    countForbidden: "flag",
  },
  /** The reader's own state, or the state whose paragraph is being written. */
  state: {
    name: "text",
    /** Whether it is the state the reader lives in. */
    own: "flag",
    /** How many of its residents are told, where a law asks for the number. */
    residentCount: "text",
    offices: { each: contactBlock },
    /** Whether its residents may ask for more free credit reports than federal law gives. */
    additionalFreeReports: "flag",
  },
  contacts: {
    bureaus: { each: bureau },
    ftc: contactBlock,
    irs: contactBlock,
    creditReports: contactBlock,
  },
  /** Only for a text that is posted, given to the press, or sent by a vendor to its client. */
  publication: publicationShape,
} as const satisfies FactShape;

type FactOf<Kind> = Kind extends "text" | "markdown"
  ? string
  : Kind extends "lines"
    ? readonly string[]
    : Kind extends "flag"
      ? boolean
      : Kind extends { readonly each: infer Item }
        ? readonly FactsOf<Item>[]
        : FactsOf<Kind>;
type FactsOf<Shape> = { readonly [Name in keyof Shape]?: FactOf<Shape[Name]> | undefined };

/** The facts of one composition, in the shape above. */
export type NoticeFacts = FactsOf<typeof factShape>;
/** Name, address lines, phones and site of an office. */
export type ContactBlock = FactsOf<typeof contactBlock>;
/** Where one credit bureau takes freezes, fraud alerts, and freezes for a child. */
export type BureauBlock = FactsOf<typeof bureau>;

/** What the dotted path leads to, or undefined if there is no such fact. */
export function factAt(path: readonly string[]): FactKind | FactShape | FactList | undefined {
  let here: FactKind | FactShape | FactList | undefined = factShape;
  for (const name of path) {
    if (typeof here !== "object" || "each" in here || !Object.hasOwn(here, name)) return undefined;
    here = (here as FactShape)[name];
  }
  return here;
}
