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
    whatHappened: "markdown",
    whatHappenedBriefly: "markdown",
    whatWeAreDoing: "markdown",
    heldForLawEnforcement: "flag",
    /** Whether anyone’s user name or password was lost in this client’s incident, or may have been. */
    credentialsExposed: "flag",
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
