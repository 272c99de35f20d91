import type { BoundCode, Ledger, Person, Placement, RowSpan } from "../ledger/index.ts";
import { measureLetter } from "../letter/index.ts";
import type { ReaderVariant } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { ProblemCode } from "../problem/index.ts";
import type { OfferReaders } from "./bind-codes.ts";
import { reachOf, variantOf } from "./census.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { letterOf, messageObstacles } from "./make-piece.ts";
import type { Texts } from "./texts.ts";

/** Who of some rows is a person, and who of them is to get a code, by client and offer in input order. */
export type Asking = { readonly people: number; readonly offers: readonly OfferReaders[] };

/** The codes of those who asked, by individual, in the order of `Asking.offers`. */
export type Given = readonly ReadonlyMap<string, BoundCode>[];

/** What decides where people belong. */
export type PlacingContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly texts: Texts;
};

type Reader = Person & ReaderVariant & { readonly reach: ReturnType<typeof reachOf> };

/** ZIP order for presort; whoever has none comes last. */
function sortKey({ address }: Individual): string {
  return address.kind === "foreign" ? `~${address.country} ${address.zip}` : address.zip;
}

/** Where a person belongs: letter (by sheets, in ZIP order), e-mail, substitute notice, or held at the press. */
function placementOf(
  { inputs, texts }: PlacingContext,
  { seq, individual, facets, key: variant, reach }: Reader,
  bound: BoundCode | undefined,
): Placement {
  const excluded = (reason: ProblemCode): Placement => ({ seq, kind: "excluded", reason });
  if (reach === "substitute") return { seq, kind: "substitute" };
  if (reach === "lawless") return excluded("law/jurisdiction-not-covered");
  const text = texts.forPress(facets, variant);
  const placed = { seq, variant, offer: facets.offer, sort: sortKey(individual) } as const;
  if (text.letter === undefined) {
    const day = mailingDay(inputs, individual.client);
    if (day === undefined) throw new Error("a mailing is planned without a mailing day");
    const obstacle = messageObstacles(text, individual, day)[0];
    return obstacle === undefined ? { ...placed, kind: "email", group: "email" } : excluded(obstacle.code);
  }
  const letter = letterOf(text, individual, {
    pieceId: "00000000-0000000",
    code: bound?.code ?? null,
    codeExpires: bound?.expires ?? null,
  });
  const { sheets, problems } = measureLetter(text.letter, letter);
  const refused = problems.find(({ severity }) => severity !== "warns");
  return refused === undefined
    ? { ...placed, kind: "letter", group: `${sheets}-sheets` }
    : excluded(refused.code);
}

const offerOf = ({ facets }: ReaderVariant) => `${facets.client}/${facets.offer}`;

/**
 * Finds where the people of some rows belong, in two steps: first who of them is to get a code, then, with these
 * codes, everyone's place, because a letter's sheets are counted with its real code. Writes nothing.
 */
export class Placing {
  readonly #context: PlacingContext;
  #readers: readonly Reader[] = [];
  #offers: readonly OfferReaders[] = [];

  constructor(context: PlacingContext) {
    this.#context = context;
  }

  /** The people of these rows, whom `place` is about then. */
  ask(span: RowSpan): Asking {
    const { inputs, ledger } = this.#context;
    this.#readers = ledger.intake.peopleAmong(span).map(({ seq, individual }) => {
      const { facets, key } = variantOf(inputs, individual);
      return { seq, individual, facets, key, reach: reachOf(inputs, individual, facets) };
    });
    const offers = new Map<string, { client: string; offer: string; individuals: string[] }>();
    for (const reader of this.#readers) {
      const { client, offer } = reader.facets;
      if (offer === null || reader.reach !== "written") continue;
      const key = offerOf(reader);
      const asking = offers.get(key);
      if (asking === undefined) offers.set(key, { client, offer, individuals: [reader.individual.id] });
      else asking.individuals.push(reader.individual.id);
    }
    this.#offers = [...offers.values()];
    return { people: this.#readers.length, offers: this.#offers };
  }

  /** Where those who were asked belong, with the codes that they were given. */
  place(given: Given): readonly Placement[] {
    const codes = new Map(this.#offers.map(({ client, offer }, at) => [`${client}/${offer}`, given[at]]));
    const readers = this.#readers;
    this.#readers = [];
    return readers.map((reader) => {
      const code = codes.get(offerOf(reader))?.get(reader.individual.id);
      return placementOf(this.#context, reader, code);
    });
  }
}
