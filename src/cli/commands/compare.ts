import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  type Census,
  type CountedVariant,
  censusAtHand,
  clientDuties,
  Texts,
  type VariantPair,
  variantPair,
} from "../../mailing/index.ts";
import { stops } from "../../problem/index.ts";
import {
  type Comparison,
  compareTexts,
  comparisonBlocks,
  comparisonPage,
  findVariant,
  type NamedVariant,
} from "../../report/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { refuseUsage, refuseWith, type Session, takeIn, withIncident } from "../incident-session.ts";
import { hasLedger } from "../ledger-site.ts";
import { printPage } from "../print-page.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { clientNames, jurisdictionNames } from "../write-proof-matrix.ts";

const refused = refuseWith("mend what stops, then compare again.");

export type CompareOptions = { readonly client?: string; readonly html?: string };

/** `compare`: what one variant says, and its laws ask, that another does not. */
export function compare(folder: string, one: string, other: string, options: CompareOptions): CommandRun {
  return (context) =>
    // Once the people were taken in they need not be read again for every look.
    withIncident(context, folder, hasLedger(folder) ? "own" : "temporary", refused, async (session) => {
      const { terminal } = context;
      const { inputs, ledger, tally, intake } = session;
      const { client, html } = options;
      const known = inputs.folder.clients.map((each) => each.client.id);
      if (client !== undefined && !known.includes(client))
        return refuseUsage(context, `There is no client “${client}”. The clients are: ${known.join(", ")}.`);
      if (html !== undefined && !mayWrite(html))
        return refuseUsage(context, `${html} is there already and is not a page; name another.`);
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const census = censusAtHand(inputs, ledger);
      // Without a day of discovery no version of the law can be told, and so no text.
      tally.add(clientDuties(inputs, census).problems.filter(({ severity }) => severity === "stops"));
      if (stops(tally.kept)) return refused(session);
      const pair = chosenPair(session, census, [one, other], client);
      if (typeof pair === "string") return refuseUsage(context, pair);
      const comparison = compared(session, census, pair);
      if (html !== undefined) writeFileSync(html, comparisonPage(comparison));
      terminal.document({
        format: 1,
        ...comparison,
        problems: intake.including(tally).kept.map(problemDocument),
      });
      if (!terminal.json) printPage(terminal, comparisonBlocks(comparison));
      showProblems(terminal, tally);
      if (html !== undefined) terminal.note(`The same, side by side, is in ${html}.`);
      if (pair.pairs > 1)
        terminal.note(
          `${pair.pairs - 1} other pairs differ in the same way; choose by --client, or name two variants by their keys.`,
        );
      terminal.note(`Next: noticepress proofs ${folder} writes both texts out in full.`);
      return exitCodes.done;
    });
}

function mayWrite(file: string): boolean {
  return !existsSync(file) || readFileSync(file, "utf8").startsWith("<!DOCTYPE html>");
}

type Pair = Extract<VariantPair, { one: CountedVariant }>;

/** The two variants that are meant, or why there are none. */
function chosenPair(
  { inputs }: Session,
  census: Census,
  words: readonly [string, string],
  client: string | undefined,
): Pair | string {
  const keys = [...census.variants.keys()];
  const [one, other] = words.map((each) => findVariant(inputs.law, keys, each)) as [
    NamedVariant,
    NamedVariant,
  ];
  if (one.kind === "unknown") return unknown(words[0], one.close);
  if (other.kind === "unknown") return unknown(words[1], other.close);
  const pair = variantPair(census, one, other, client);
  if ("among" in pair) return notPaired(words, pair.among);
  if (pair.one.key === pair.other.key) return `Both are ${pair.one.key}; name two that differ.`;
  return pair;
}

function unknown(words: string, close: readonly string[]): string {
  const hint = close.length === 0 ? "" : ` Did you mean one of these: ${close.join(", ")}?`;
  return `There is no variant and no jurisdiction “${words}”.${hint}`;
}

// As many as fit on a screen twice.
const listed = 10;

function notPaired(
  words: readonly [string, string],
  among: readonly [readonly CountedVariant[], readonly CountedVariant[]],
): string {
  const lists = among.map((variants, side) => {
    if (variants.length === 0) return `Nobody is written to in ${words[side]}.`;
    const keys = variants.slice(0, listed).map(({ key }) => `  ${key}`);
    const more = variants.length > listed ? [`  and ${variants.length - listed} more`] : [];
    return [`${words[side]} has:`, ...keys, ...more].join("\n");
  });
  return [
    `No variant of ${words[0]} differs from one of ${words[1]} in jurisdiction alone. Name two by their keys.`,
    ...lists,
  ].join("\n");
}

function compared(session: Session, census: Census, { one, other }: Pair): Comparison {
  const texts = new Texts(session.inputs, census);
  const side = ({ facets, people }: CountedVariant) => {
    const { variant, notice, law } = texts.words(facets);
    return { variant, facets, people, notice, law };
  };
  return compareTexts(side(one), side(other), {
    clients: clientNames(session),
    jurisdictions: jurisdictionNames(session),
  });
}
