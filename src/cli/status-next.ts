import { join } from "node:path";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { IncidentStatus } from "./incident-status.ts";

/** Whether a mailing was begun whose files or certificate are not all there. */
function isIncomplete({ intake, mailing, purge }: IncidentStatus): boolean {
  if (purge === "begun" || intake === "unfinished") return true;
  const { state, damagedFiles, certificate } = mailing;
  if (state === "none" || state === "handedOver" || purge !== "none") return false;
  return state !== "complete" || damagedFiles > 0 || certificate === "none" || certificate === "other";
}

function isWrong({ chain, faults, mailing }: IncidentStatus): boolean {
  const { earlier, certificate, verification } = mailing;
  return (
    chain.length > 0 ||
    faults.length > 0 ||
    earlier.length > 0 ||
    certificate === "doesNotTie" ||
    (verification !== undefined && verification.wrong > 0)
  );
}

/** 1 if something is wrong, else 3 if a run is incomplete, else 0. What is merely still to be done is neither. */
export function statusExitCode(status: IncidentStatus): ExitCode {
  if (isWrong(status)) return exitCodes.problems;
  return isIncomplete(status) ? exitCodes.incomplete : exitCodes.done;
}

/** What to run next, in the order of a mailing: the first step that is not done. */
export function nextStep(status: IncidentStatus, folder: string, out: string, outOption: string): string {
  const { inUse, lists, totals, faults, missing, codes, texts, mailing, notices } = status;
  const on = (command: string) => `noticepress ${command} ${folder}`;
  const inOut = (command: string) => `${on(command)}${outOption}`;
  if (inUse) return `wait until the other noticepress has ended, then ${inOut("status")}`;
  if (status.purge === "done") return "nothing: the people of this incident were purged";
  if (status.purge === "begun")
    return `${on("purge")} --on DAY --by "Your name" --confirm goes on with the purge`;
  if (status.chain.length > 0) return "send nothing; find out who changed the ledger";
  if (faults.length > 0)
    return `${on(lists > 0 ? "proofs" : "duties")} says what is wrong with ${lists > 0 ? "the texts" : "the dates"}`;
  if (totals.rows === 0)
    return `${on("duties")} shows whom to tell; put the lists of people under clients/<id>/ and run ${on("check")}`;
  if (missing.length > 0)
    return missing.every(({ code }) => code === "mailing/duty-question")
      ? `${on("duties")} --why asks what must be answered before a run`
      : `${on("check")} says what has to be filled in before letters can be made`;
  const others = notices?.current === true ? "" : `; ${inOut("report")} for the other notices`;
  if (mailing.state === "handedOver") return `nothing for the letters: these letters were sent${others}`;
  if (status.everyoneTold)
    return `nothing for the letters: everyone was told by a mailing that was sent; people who are added get one by a run after that${others}`;
  if (texts !== null && texts.approved < texts.texts)
    return texts.proofsShowThem
      ? `read ${join(folder, "proofs", "index.html")}, then ${on("approve")} --by "Your name" --all`
      : `${on("proofs")}, to be read and approved`;
  if (codes.stops > 0) return `${on("codes")} says which codes are missing or cannot be used`;
  if (mailing.earlier.length > 0)
    return `${inOut("run")} --start-over if nothing was sent, --next-wave if it was`;
  if (mailing.state === "none" && mailing.sentBefore.length > 0)
    return `${inOut("run")} writes to people who were not told yet, if there are any; the others are left alone`;
  if (mailing.state === "none" || isIncomplete(status)) return inOut("run");
  if (mailing.verification === undefined) return inOut("verify");
  if (mailing.verification.wrong > 0) return `send nothing; ${inOut("verify")} says what is wrong`;
  if (mailing.certificate === "doesNotTie")
    return `send nothing; ${inOut("reconcile")} says what does not tie`;
  const handOver = `${inOut("reconcile")}, then ${inOut("hand-over")}`;
  if (notices === null || !notices.current) return `${handOver}; ${inOut("report")} for the other notices`;
  return notices.drafts === 0
    ? handOver
    : `${handOver}; read the drafts in ${join(out, "report")}, then ${inOut("report")} --approve-by "Your name"`;
}
