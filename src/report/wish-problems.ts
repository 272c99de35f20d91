import type { Day } from "../calendar/index.ts";
import type { Client, DataElement, IncidentDates } from "../incident/index.ts";
import type { Duty, NoticeLaw } from "../law/index.ts";
import type { MailingInputs } from "../mailing/index.ts";
import { lawForPublication, type PublicationFacets, publicationFacets } from "../notice/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** A notice to be made, and what for. */
export type NoticeWish = {
  readonly kind: PublicationFacets["channel"];
  readonly language: string;
  /** The state of a press release, else `US`. */
  readonly jurisdiction: string;
  readonly states: readonly string[];
  readonly day: keyof IncidentDates;
  readonly duties: readonly Duty[];
};

/** What incident.json and client.json lack for this notice, and days that come too late. */
export function wishProblems(
  inputs: MailingInputs,
  client: Client,
  { kind, language, day, duties, states }: NoticeWish,
  on: Day,
  law: NoticeLaw,
  exposed: ReadonlySet<DataElement>,
): readonly Problem[] {
  const { incident } = inputs.folder;
  const where = { client: client.id };
  const problems: Problem[] = [];
  const [late] = duties
    .filter(({ due }) => due !== null && due < on)
    .toSorted((a, b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1));
  if (late?.due)
    problems.push(
      problem(
        "report/after-last-day",
        { ...where, jurisdiction: late.jurisdiction, provision: late.provision },
        { notice: kind, on, due: late.due, citation: late.citations.join("; "), field: `dates.${day}` },
      ),
    );
  if (kind === "website") {
    for (const update of incident.updates ?? [])
      if (update.text[language] === undefined)
        problems.push(problem("report/update-untranslated", where, { on: update.on, language }));
    problems.push(...countProblems(inputs, client, language, states, law, exposed));
  }
  if (kind === "media" && client.press === undefined) problems.push(problem("report/press-missing", where));
  if (
    kind === "covered-entity" &&
    incident.notifier.role === "vendor" &&
    incident.notifier.desk === undefined
  )
    problems.push(problem("report/desk-missing", where));
  return problems;
}

/** A number of residents that one of the page's States asks for, and that another's ban keeps off the page. */
function countProblems(
  { law: laws, folder }: MailingInputs,
  client: Client,
  language: string,
  states: readonly string[],
  joint: NoticeLaw,
  exposed: ReadonlySet<DataElement>,
): readonly Problem[] {
  const ban = joint.content.find(
    ({ element, requirement }) => element === "residentCount" && requirement === "forbidden",
  );
  if (ban === undefined) return [];
  return states.flatMap((state) => {
    const facets = publicationFacets("website", state, language, folder.incident, client, exposed);
    const own = lawForPublication(facets, [state], laws, folder.incident, client, exposed);
    const wants = own.content.find(
      ({ element, requirement }) => element === "residentCount" && requirement === "required",
    );
    return wants === undefined
      ? []
      : [
          problem(
            "report/count-left-out",
            { client: client.id, jurisdiction: state },
            { language, wants: wants.citation, forbids: ban.citation },
          ),
        ];
  });
}
