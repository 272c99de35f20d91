import type { Day } from "../../calendar/index.ts";
import {
  type JurisdictionOverview,
  type Law,
  lawOverview,
  provisionsInForceOn,
  readLaw,
  staleRuleProblems,
  staleRules,
} from "../../law/index.ts";
import { ProblemTally, programData } from "../../mailing/index.ts";
import { type Problem, stops } from "../../problem/index.ts";
import { findJurisdiction, lawPage } from "../../report/index.ts";
import type { CommandRun, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { refuseUsage } from "../incident-session.ts";
import { printPage } from "../print-page.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";

/** `law list`: every jurisdiction that is loaded, and how far it can be trusted. */
export function lawList(): CommandRun {
  return async (context) => {
    const { value: law, problems } = readLaw(programData.jurisdictions);
    const overview = lawOverview(law);
    printOverview(context, overview);
    context.terminal.document({
      format: 1,
      jurisdictions: overview,
      problems: problems.map(problemDocument),
    });
    return ended(context, problems, "noticepress law show US-CA, or any other, prints its rules.");
  };
}

function printOverview({ terminal }: Context, overview: readonly JurisdictionOverview[]): void {
  const header = ["id", "law", "rules", "versions", "read", "secondary", "recalled", "oldest read", "open"];
  const rows = overview.map((each) => [
    each.jurisdiction,
    each.name,
    ...[each.provisions, each.versions, each.read, each.secondary, each.recalled].map(String),
    each.oldestVerifiedOn ?? "never",
    String(each.openQuestions.length),
  ]);
  const sum = (of: (each: JurisdictionOverview) => number) =>
    String(overview.reduce((total, each) => total + of(each), 0));
  const totals = [
    "all",
    "",
    sum(({ provisions }) => provisions),
    sum(({ versions }) => versions),
    sum(({ read }) => read),
    sum(({ secondary }) => secondary),
    sum(({ recalled }) => recalled),
    overview.flatMap(({ oldestVerifiedOn }) => oldestVerifiedOn ?? []).sort()[0] ?? "",
    sum(({ openQuestions }) => openQuestions.length),
  ];
  const right = ["right", "right", "right", "right", "right"] as const;
  for (const line of table(header, [...rows, totals], ["left", "left", ...right, "left", "right"]))
    terminal.print(line);
  terminal.print();
  terminal.print(
    "read: the text was read, or the copy that is named; secondary: a chart; recalled: to be checked;",
  );
  terminal.print(
    "open: questions that the sources leave open, with a conservative and an alternative reading.",
  );
}

/** `law show`: one jurisdiction's law on a day (today unless said), as a lawyer reads it. */
export function lawShow(words: string, { on }: { readonly on?: Day }): CommandRun {
  return async (context) => {
    const { value: law, problems } = readLaw(programData.jurisdictions);
    const search = findJurisdiction(law, words);
    if (search.found === undefined) {
      const close = search.close.length > 0 ? ` Close to it: ${search.close.join(", ")}.` : "";
      showProblems(context.terminal, ProblemTally.of(problems));
      return refuseUsage(
        context,
        `No law is loaded for “${words}”.${close} noticepress law list names them all.`,
      );
    }
    const { found } = search;
    const day = on ?? context.today;
    printPage(context.terminal, lawPage(found, day));
    context.terminal.document({
      format: 1,
      on: day,
      inForce: inForceDocument(law, found.jurisdiction, day),
      jurisdiction: found,
      problems: problems.map(problemDocument),
    });
    context.terminal.note("This informs counsel and does not replace counsel.");
    return ended(context, problems, "noticepress duties <folder> applies it to an incident.");
  };
}

/** Which version of each provision is in force, by its first day. */
function inForceDocument(law: Law, jurisdiction: string, on: Day): Readonly<Record<string, string>> {
  return Object.fromEntries(
    provisionsInForceOn(law, jurisdiction, on).map(({ provision, version }) => [provision.id, version.from]),
  );
}

export type LintOptions = { readonly on?: Day; readonly months?: number; readonly files?: string };

/** `law lint`: the files are sound (else exit 1), and which rules nobody has looked at for long (warnings). */
export function lawLint({ on, months = 6, files = programData.jurisdictions }: LintOptions): CommandRun {
  return async (context) => {
    const { value: law, problems } = readLaw(files);
    const stale = staleRules(law, on ?? context.today, months);
    const found = [...problems, ...staleRuleProblems(stale)];
    const versions = lawOverview(law).reduce((total, each) => total + each.versions, 0);
    context.terminal.print(
      `${law.jurisdictions.size} jurisdictions with ${versions} versions of rules are sound; ${stale.length} rules, holiday lists and addresses were not looked at for ${months} months.`,
    );
    context.terminal.document({
      format: 1,
      jurisdictions: law.jurisdictions.size,
      versions,
      stale,
      problems: found.map(problemDocument),
    });
    return ended(
      context,
      found,
      stops(found)
        ? "mend the files named above; jurisdictions/schema.json describes every field."
        : "CONTRIBUTING.md, “How to change a law”, tells how a rule is checked again.",
    );
  };
}

function ended({ terminal }: Context, problems: readonly Problem[], next: string): ExitCode {
  showProblems(terminal, ProblemTally.of(problems));
  terminal.note(`Next: ${next}`);
  return stops(problems) ? exitCodes.problems : exitCodes.done;
}
