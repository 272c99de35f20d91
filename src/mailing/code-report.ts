import type { Day } from "../calendar/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem, type Read, stops } from "../problem/index.ts";
import type { Census } from "./census.ts";
import { declaredPools } from "./declared-pools.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import { loadPools } from "./load-pools.ts";
import { voidCodesPrinted } from "./void-codes-printed.ts";
import { offerBatches } from "./waiting-for-codes.ts";

/** The codes of one offer: how far they reach. codes = bound from these files + voided from them + free. */
export type OfferCodes = {
  readonly client: string;
  readonly offer: string;
  readonly for: "adult" | "minor";
  /** In the order of use. */
  readonly files: readonly string[];
  /** People who have one. */
  readonly bound: number;
  readonly voided: number;
  readonly free: number;
  /** People of these lists who get the offer, and those of them who wait for a code. */
  readonly people: number;
  readonly waiting: number;
  /** What stays free once everyone has one; below 0, so many are missing. */
  readonly leftOver: number;
  readonly lowWater: number;
  /** The first day on which a free code is of no use any more, or null. */
  readonly earliestExpiry: Day | null;
};

// Some letters come back with another person to name, held rows are mended, codes turn out to be used.
const sparePart = 0.02;
const spareLeast = 10;

export type CodeReportRequest = {
  readonly inputs: MailingInputs;
  /** The ledger with the people taken in. */
  readonly people: Ledger;
  /** The incident's ledger, if there is one: it knows which codes were given. */
  readonly own: Ledger | undefined;
  /** An empty ledger, for trying the files when the incident's does not have them as they are. */
  readonly scratch: Ledger;
  /** Of these people; asked for only where nobody has a code yet. */
  readonly census: () => Promise<Census | "aborted">;
  readonly aborted?: () => boolean;
};

/**
 * How far the codes reach, for every client and offer, and what a run would be refused or warned for. Nothing
 * is changed but in `scratch`.
 */
export async function codeReport(
  request: CodeReportRequest,
): Promise<Read<readonly OfferCodes[]> | "aborted"> {
  const { inputs, own, scratch } = request;
  const problems: Problem[] = [];
  const pools = declaredPools(inputs);
  const isLoaded = own !== undefined && pools.every((pool) => own.pools.isLoaded(pool));
  const codes = isLoaded ? own : scratch;
  if (!isLoaded) {
    if (own !== undefined) scratch.pools.copyGiven(own.pools);
    problems.push(...(await loadPools(inputs, scratch, { given: own ?? scratch })));
  }
  const needs = await needsOf(request, codes);
  if (needs === "aborted") return needs;
  const offers = offerCodes(inputs, codes, needs);
  // Codes that cannot be used are told of; that there are too few without them would only be noise.
  const broken = new Set(problems.filter((each) => stops([each])).map(({ where }) => where.file));
  for (const each of offers)
    if (!each.files.some((file) => broken.has(file))) problems.push(...levelProblems(each));
  if (own !== undefined) problems.push(...voidCodesPrinted(own));
  return { value: offers, problems };
}

/** People who get an offer, and those of them who wait for a code of it. */
type Need = { people: number; waiting: number };

const keyOf = (client: string, offer: string) => `${client}/${offer}`;

async function needsOf(
  { inputs, people, census, aborted = () => false }: CodeReportRequest,
  codes: Ledger,
): Promise<ReadonlyMap<string, Need> | "aborted"> {
  const needs = new Map<string, Need>();
  const add = (key: string, count: number, waiting: number): void => {
    const need = needs.get(key) ?? { people: 0, waiting: 0 };
    needs.set(key, { people: need.people + count, waiting: need.waiting + waiting });
  };
  const isGiven = inputs.folder.clients.some(({ client }) =>
    client.offers.some(({ id }) => codes.pools.isGiven(client.id, id)),
  );
  if (isGiven) {
    for (const { client, offer, people: count, waiting } of offerBatches(inputs, people, codes)) {
      add(keyOf(client, offer), count, waiting.length);
      await letSignalsIn();
      if (aborted()) return "aborted";
    }
    return needs;
  }
  if (inputs.folder.clients.every(({ client }) => client.offers.length === 0)) return needs;
  const taken = await census();
  if (taken === "aborted") return taken;
  for (const { facets, people: count } of taken.variants.values())
    if (facets.offer !== null) add(keyOf(facets.client, facets.offer), count, count);
  return needs;
}

function offerCodes(
  inputs: MailingInputs,
  codes: Ledger,
  needs: ReadonlyMap<string, Need>,
): readonly OfferCodes[] {
  return inputs.folder.clients.flatMap(({ client, pools }) =>
    client.offers.map((offer): OfferCodes => {
      const { people: count, waiting } = needs.get(keyOf(client.id, offer.id)) ?? { people: 0, waiting: 0 };
      const state = codes.pools.state(client.id, offer.id);
      const free = state?.free ?? 0;
      return {
        client: client.id,
        offer: offer.id,
        for: offer.for,
        files: (pools.get(offer.id) ?? []).map(({ name }) => name),
        bound: state?.bound ?? 0,
        voided: state?.voided ?? 0,
        free,
        people: count,
        waiting,
        leftOver: free - waiting,
        lowWater: offer.lowWater ?? (count === 0 ? 0 : Math.max(spareLeast, Math.ceil(count * sparePart))),
        earliestExpiry: state?.earliestExpiry ?? null,
      };
    }),
  );
}

function levelProblems({
  client,
  offer,
  files,
  waiting,
  free,
  leftOver,
  lowWater,
}: OfferCodes): readonly Problem[] {
  const [file] = files;
  // An offer without a file is told of by name where the folder is read.
  if (file === undefined) return [];
  if (leftOver < 0)
    return [
      problem(
        "ledger/not-enough-codes",
        { client, file },
        { offer, needed: waiting, free, short: -leftOver },
      ),
    ];
  if (leftOver < lowWater)
    return [problem("mailing/codes-low", { client, file }, { offer, leftOver, lowWater })];
  return [];
}
