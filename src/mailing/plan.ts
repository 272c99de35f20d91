import type { Ledger, Placement, PlanResult } from "../ledger/index.ts";
import { measureLetter } from "../letter/index.ts";
import type { Individual } from "../people/index.ts";
import type { ProblemCode } from "../problem/index.ts";
import { reachOf, variantOf } from "./census.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { letterOf, messageObstacles } from "./make-piece.ts";
import type { Texts } from "./texts.ts";

export type PlanContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly texts: Texts;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly progress?: (people: number) => void;
};

/** ZIP order for presort; whoever has none comes last. */
function sortKey({ address }: Individual): string {
  return address.kind === "foreign" ? `~${address.country} ${address.zip}` : address.zip;
}

/** Where each person belongs: letter (by sheets, in ZIP order), e-mail, substitute notice, or held at the press. */
function* placements({ inputs, ledger, texts, progress }: PlanContext): Generator<Placement> {
  let people = 0;
  for (const { seq, individual } of ledger.intake.people()) {
    if (++people % 1000 === 0) progress?.(1000);
    const { facets, key: variant } = variantOf(inputs, individual);
    const reach = reachOf(inputs, individual, facets);
    if (reach !== "written") {
      yield reach === "substitute"
        ? { seq, kind: "substitute" }
        : { seq, kind: "excluded", reason: "law/jurisdiction-not-covered" };
      continue;
    }
    const text = texts.forPress(facets, variant);
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
