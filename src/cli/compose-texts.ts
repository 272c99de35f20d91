import {
  type Census,
  censusOf,
  clientDuties,
  composeTexts as composeAll,
  type TextGroup,
  Texts,
  textGroups,
  textProblems,
} from "../mailing/index.ts";
import { stops } from "../problem/index.ts";
import type { ExitCode } from "./exit-code.ts";
import { interrupted, type Refused, type Session, takeIn } from "./incident-session.ts";
import { rowThreads } from "./thread-counts.ts";

/**
 * All texts of an incident as they are now; or the exit code of a command that ends before there are any. `workers`:
 * how many threads may count the people, if it was said.
 */
export async function composeTexts(
  session: Session,
  refused: (session: Refused) => ExitCode,
  workers?: number,
): Promise<
  | { readonly census: Census; readonly groups: readonly TextGroup[]; readonly texts: Texts }
  | { readonly ended: ExitCode }
> {
  const ended = await takeIn(session, refused);
  if (ended !== undefined) return { ended };
  const { inputs, ledger, tally } = session;
  const aborted = () => session.context.signal.aborted;
  const census = await censusOf(inputs, ledger, { aborted, threads: rowThreads(session, workers) });
  if (census === "aborted") return { ended: interrupted(session.context) };
  // Without a day of discovery no version of the law can be told, and so no text.
  const undated = clientDuties(inputs, census).problems.filter(({ severity }) => severity === "stops");
  tally.add(undated);
  if (undated.length > 0) return { ended: refused(session) };
  const texts = new Texts(inputs, census);
  if (!(await composeAll(census, texts, aborted))) return { ended: interrupted(session.context) };
  const groups = textGroups(census, texts);
  const problems = textProblems(groups);
  tally.add(problems);
  return stops(problems) ? { ended: refused(session) } : { census, groups, texts };
}
