import type { BoundCode, Ledger, Person, Placement, PlanResult } from "../ledger/index.ts";
import { measureLetter } from "../letter/index.ts";
import type { ReaderVariant } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { Problem, ProblemCode } from "../problem/index.ts";
import { bindCodes, shortPools } from "./bind-codes.ts";
import { type Census, reachOf, variantOf } from "./census.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { forEachInTurns } from "./let-signals-in.ts";
import { letterOf, messageObstacles } from "./make-piece.ts";
import type { Texts } from "./texts.ts";

export type PlanContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly census: Pick<Census, "variants">;
  readonly texts: Texts;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly progress?: (people: number) => void;
  readonly aborted?: () => boolean;
};

type Reader = Person & ReaderVariant & { readonly reach: ReturnType<typeof reachOf> };

// So many are bound and placed at once, in some ten megabytes; measuring them takes a fifth of a second.
const peopleAtOnce = 2_500;
const peopleBetweenTurns = 500;

/** ZIP order for presort; whoever has none comes last. */
function sortKey({ address }: Individual): string {
  return address.kind === "foreign" ? `~${address.country} ${address.zip}` : address.zip;
}

/** Where a person belongs: letter (by sheets, in ZIP order), e-mail, substitute notice, or held at the press. */
function placementOf(
  { inputs, texts }: PlanContext,
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

/** The codes of those who get an offer, by offer and individual; they are bound to them from here on. */
function boundFor(
  ledger: Ledger,
  readers: readonly Reader[],
):
  | { readonly kind: "bound"; readonly codes: ReadonlyMap<string, ReadonlyMap<string, BoundCode>> }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] } {
  const codes = new Map<string, ReadonlyMap<string, BoundCode>>();
  const asking = readers.filter(({ reach, facets }) => reach === "written" && facets.offer !== null);
  for (const [offered, those] of Map.groupBy(asking, offerOf)) {
    const { client, offer } = those[0]?.facets ?? {};
    if (client === undefined || offer === undefined || offer === null) continue;
    const individuals = those.map(({ individual }) => individual.id);
    const binding = bindCodes(ledger, { client, offer, individuals });
    if (binding.kind === "refused") return binding;
    codes.set(offered, binding.codes);
  }
  return { kind: "bound", codes };
}

const offerOf = ({ facets }: ReaderVariant) => `${facets.client}/${facets.offer}`;

function* readersOf({ inputs, ledger }: PlanContext): Generator<readonly Reader[]> {
  let readers: Reader[] = [];
  for (const { seq, individual } of ledger.intake.people()) {
    const { facets, key } = variantOf(inputs, individual);
    readers.push({ seq, individual, facets, key, reach: reachOf(inputs, individual, facets) });
    if (readers.length < peopleAtOnce) continue;
    yield readers;
    readers = [];
  }
  yield readers;
}

/**
 * Binds codes and plans the mailing of these inputs, in one pass over the people, or finds it planned already.
 * `aborted`: there is no plan, and a next call finds whatever codes were bound.
 */
export async function planMailing(context: PlanContext): Promise<PlanResult | { readonly kind: "aborted" }> {
  const { inputs, ledger, census, at, progress = () => {}, aborted = () => false } = context;
  const short = await shortPools(context, census, aborted);
  if (short === "aborted") return { kind: "aborted" };
  if (short.length > 0) return { kind: "refused", problems: short };
  ledger.mailings.startPlacing();
  for (const readers of readersOf(context)) {
    const bound = boundFor(ledger, readers);
    if (bound.kind === "refused") return bound;
    const placements: Placement[] = [];
    const place = (reader: Reader): void => {
      const code = bound.codes.get(offerOf(reader))?.get(reader.individual.id);
      placements.push(placementOf(context, reader, code));
    };
    if (!(await forEachInTurns(readers, aborted, place, peopleBetweenTurns))) return { kind: "aborted" };
    ledger.mailings.place(placements);
    progress(readers.length);
  }
  return ledger.mailings.plan({
    id: inputs.hash,
    purpose: "first",
    plannedAt: at,
    piecesPerShard: inputs.folder.incident.mailHouse.piecesPerStream,
  });
}
