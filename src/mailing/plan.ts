import type { Ledger, Placement, PlanResult } from "../ledger/index.ts";
import { measureLetter } from "../letter/index.ts";
import type { Individual } from "../people/index.ts";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import { reachOf, variantOf } from "./census.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { letterOf, messageObstacles } from "./make-piece.ts";
import type { Texts } from "./texts.ts";

const bindingBatch = 2_500;

export type PlanContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly texts: Texts;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly progress?: (people: number) => void;
};

type Waiting = { readonly client: string; readonly offer: string; readonly individual: string };

/** Everyone who gets an offer and has no code of it yet, in input order. */
function* withoutCode({ inputs, ledger }: PlanContext): Generator<Waiting> {
  for (const { individual } of ledger.intake.people()) {
    const { facets } = variantOf(inputs, individual);
    const { client, offer } = facets;
    if (offer === null || reachOf(inputs, individual, facets) !== "written") continue;
    if (ledger.pools.codeOf(client, offer, individual.id) === undefined)
      yield { client, offer, individual: individual.id };
  }
}

/** Every pool that has fewer codes than people who wait for one; asked before anybody gets one. */
function shortPools(context: PlanContext): readonly Problem[] {
  const needed = new Map<string, { client: string; offer: string; count: number }>();
  for (const { client, offer } of withoutCode(context)) {
    const need = needed.get(`${client}/${offer}`) ?? { client, offer, count: 0 };
    needed.set(`${client}/${offer}`, { ...need, count: need.count + 1 });
  }
  return [...needed.values()].flatMap(({ client, offer, count }) => {
    const free = context.ledger.pools.state(client, offer)?.free ?? 0;
    if (count <= free) return [];
    const pool = context.inputs.folder.clients.find((each) => each.client.id === client)?.pools.get(offer);
    const facts = { offer, needed: count, free, short: count - free };
    return [problem("ledger/not-enough-codes", { client, file: pool?.name ?? "" }, facts)];
  });
}

/**
 * Gives everyone who gets an offer a code of their own, for ever; or nobody, if a pool is too small. Before
 * the plan, because a letter's sheets are counted with its real code. Whoever has one keeps it.
 */
export function bindCodes(context: PlanContext): PlanResult | undefined {
  const problems = shortPools(context);
  if (problems.length > 0) return { kind: "refused", problems };
  const { pools } = context.ledger;
  const waiting = new Map<string, Waiting[]>();
  const bind = (group: Waiting[]) => {
    const [first] = group;
    if (first === undefined) return undefined;
    const ids = group.splice(0).map(({ individual }) => individual);
    const binding = pools.bind(first.client, first.offer, ids);
    return binding.kind === "refused" ? binding : undefined;
  };
  for (const each of withoutCode(context)) {
    const key = `${each.client}/${each.offer}`;
    const group = waiting.get(key) ?? [];
    waiting.set(key, group);
    group.push(each);
    const refused = group.length < bindingBatch ? undefined : bind(group);
    if (refused !== undefined) return refused;
  }
  for (const group of waiting.values()) {
    const refused = bind(group);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** ZIP order for presort; whoever has none comes last. */
function sortKey({ address }: Individual): string {
  return address.kind === "foreign" ? `~${address.country} ${address.zip}` : address.zip;
}

/** Where each person belongs: letter (by sheets, in ZIP order), e-mail, substitute notice, or held at the press. */
function* placements({ inputs, ledger, texts, progress }: PlanContext): Generator<Placement> {
  let people = 0;
  for (const { seq, individual } of ledger.intake.people()) {
    if (++people % 1000 === 0) progress?.(1000);
    const { facets } = variantOf(inputs, individual);
    const reach = reachOf(inputs, individual, facets);
    if (reach !== "written") {
      yield reach === "substitute"
        ? { seq, kind: "substitute" }
        : { seq, kind: "excluded", reason: "law/jurisdiction-not-covered" };
      continue;
    }
    const text = texts.of(facets);
    const { variant } = text;
    const offer = facets.offer;
    const placed = { seq, variant, offer, sort: sortKey(individual) } as const;
    const atPress = (reason: ProblemCode): Placement => ({ seq, kind: "excluded", reason });
    if (text.letter === undefined) {
      const day = mailingDay(inputs, individual.client);
      if (day === undefined) throw new Error("a mailing is planned without a mailing day");
      const obstacle = messageObstacles(text, individual, day)[0];
      if (obstacle !== undefined) {
        yield atPress(obstacle.code);
        continue;
      }
      yield { ...placed, kind: "email", group: "email" };
      continue;
    }
    const bound = offer === null ? undefined : ledger.pools.codeOf(individual.client, offer, individual.id);
    const letter = letterOf(text, individual, {
      pieceId: "00000000-0000000",
      code: bound?.code ?? null,
      codeExpires: bound?.expires ?? null,
    });
    const size = measureLetter(text.letter, letter);
    const refused = size.problems.find(({ severity }) => severity !== "warns");
    if (refused !== undefined) {
      yield atPress(refused.code);
      continue;
    }
    yield { ...placed, kind: "letter", group: `${size.sheets}-sheets` };
  }
  progress?.(people % 1000);
}

/** Plans the mailing of these inputs, or finds it planned already. */
export function planMailing(context: PlanContext): PlanResult {
  const { inputs, ledger, at } = context;
  return ledger.mailings.plan({
    id: inputs.hash,
    purpose: "first",
    plannedAt: at,
    piecesPerShard: inputs.folder.incident.mailHouse.piecesPerStream,
    placements: placements(context),
  });
}
