import { censusAtHand, codeReport, loadPools, type OfferCodes } from "../../mailing/index.ts";
import { problem, stops } from "../../problem/index.ts";
import type { CommandRun } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import {
  interrupted,
  lookAtLedger,
  refuseUsage,
  refuseWith,
  type Session,
  takeIn,
  withIncident,
} from "../incident-session.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";

export type CodesOptions = {
  /** `<client>/<person>`. */
  readonly void?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly offer?: string;
  readonly showCode?: boolean;
};

const refused = refuseWith("mend what stops, then ask for the codes again.", { offers: [] });
const voidRefused = refuseWith("no code was voided; mend what stops, then void it again.");

/** `codes`: how far each offer's codes reach, changing nothing; with `--void`, a person's code is replaced. */
export function codes(folder: string, options: CodesOptions): CommandRun {
  return (context) => {
    if (options.void !== undefined) return voidCode(folder, options)(context);
    if (options.reason !== undefined || options.offer !== undefined || options.showCode === true)
      return Promise.resolve(refuseUsage(context, "--reason, --offer and --show-code go with --void."));
    return withIncident(context, folder, "temporary", refused, async (session) => {
      const { value: own, problems } = lookAtLedger(folder, context.database);
      session.tally.add(problems);
      try {
        const taken = own?.intake.isDone(session.inputs.hash) ? { ...session, ledger: own } : session;
        const ended = await takeIn(taken, refused);
        if (ended !== undefined) return ended;
        const report = await codeReport({
          inputs: session.inputs,
          people: taken.ledger,
          own,
          scratch: session.ledger,
          census: async () => censusAtHand(session.inputs, taken.ledger),
          aborted: () => context.signal.aborted,
        });
        if (report === "aborted") return interrupted(context);
        session.tally.add(report.problems);
        return show(session, report.value);
      } finally {
        own?.close();
      }
    });
  };
}

const columns = [
  "client",
  "offer",
  "for",
  "given",
  "void",
  "free",
  "needed",
  "left over",
  "warn below",
  "first expiry",
];

function show({ context, folder, tally }: Session, offers: readonly OfferCodes[]): ExitCode {
  const { terminal } = context;
  const short = offers.filter(({ leftOver }) => leftOver < 0);
  terminal.document({
    format: 1,
    offers: offers.map((each) => ({ ...each, files: [...each.files] })),
    problems: tally.kept.map(problemDocument),
  });
  const rows = offers.map((each) => [
    each.client,
    each.offer,
    each.for,
    ...[each.bound, each.voided, each.free, each.waiting, each.leftOver, each.lowWater].map(String),
    each.earliestExpiry ?? "none",
  ]);
  const right = Array.from({ length: 6 }, () => "right" as const);
  for (const line of table(columns, rows, ["left", "left", "left", ...right, "left"])) terminal.print(line);
  terminal.print();
  showProblems(terminal, tally);
  const isWrong = short.length > 0 || stops(tally.kept);
  terminal.note(
    isWrong
      ? "Next: add the codes that are missing to the pool, as further rows or as a file beside it (name.2.csv), then run."
      : `Next: noticepress status ${folder}`,
  );
  return isWrong ? exitCodes.problems : exitCodes.done;
}

function voidCode(
  folder: string,
  { void: whose = "", reason, by, offer, showCode }: CodesOptions,
): CommandRun {
  return async (context) => {
    const { terminal } = context;
    const slash = whose.indexOf("/");
    const [client, individual] = [whose.slice(0, slash), whose.slice(slash + 1)];
    if (slash < 1 || individual === "")
      return refuseUsage(context, "Name client and person: --void <client>/<person's id>.");
    if (reason === undefined || reason.trim() === "")
      return refuseUsage(
        context,
        'Say why, without personal data: --reason "the provider says it was used".',
      );
    return withIncident(context, folder, "own", voidRefused, async (session) => {
      const { inputs, ledger, tally } = session;
      const clients = inputs.folder.clients.map((each) => each.client.id);
      if (!clients.includes(client)) {
        tally.add([problem("mailing/no-such-client", {}, { clients: clients.join(", ") })]);
        return voidRefused(session);
      }
      const held = ledger.pools.codesOf(client, individual).map((each) => each.offer);
      if (held.length > 1 && offer === undefined)
        return refuseUsage(
          context,
          `The person has codes of several offers; say which with --offer: ${held.join(", ")}.`,
        );
      const done = { at: context.instant(), ...(by === undefined ? {} : { by }) };
      // What was added to the pools since the last run is there to be given.
      const problems = await loadPools(inputs, ledger, { done });
      tally.add(problems);
      if (stops(problems)) return voidRefused(session);
      const result = ledger.pools.replace({
        ...done,
        client,
        individual,
        offer: offer ?? held[0] ?? "any",
        reason,
      });
      if (result.kind === "refused") {
        tally.add(result.problems);
        return voidRefused(session);
      }
      const { code, round, pieces } = result;
      terminal.document({
        format: 1,
        client,
        round,
        pieces: [...pieces],
        ...(showCode === true ? { code: code.code } : {}),
        problems: tally.kept.map(problemDocument),
      });
      if (showCode === true) terminal.print(code.code);
      showProblems(terminal, tally);
      terminal.note("The code is void and stays on record; the next free one is bound to the person.");
      for (const { piece, handedOver } of pieces)
        terminal.note(
          handedOver
            ? `Piece ${piece} was handed over with the void code.`
            : `Piece ${piece} bears the void code and is not handed over.`,
        );
      const corrected = `noticepress letter ${folder} <person's id> --client ${client} makes a corrected letter with the new code; to whoever was told by e-mail, tell it yourself (--show-code)`;
      if (pieces.length === 0)
        terminal.note(`Next: noticepress run ${folder}: the person's letter will bear the new code.`);
      else if (pieces.every(({ handedOver }) => handedOver)) terminal.note(`Next: ${corrected}.`);
      else
        terminal.note(
          `Next: noticepress run ${folder} --start-over, if nothing was sent, makes the mailing anew with the new code. If it was: ${corrected}.`,
        );
      return exitCodes.done;
    });
  };
}
