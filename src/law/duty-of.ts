import type { Day } from "../calendar/index.ts";
import type { Whom } from "./condition.ts";
import type { Duty } from "./duty.ts";
import type { Evaluation } from "./evaluate.ts";
import type { Jurisdiction, Provision } from "./jurisdiction.ts";
import type { Population } from "./population.ts";
import { recipientsIn, recipientsWhy } from "./recipients.ts";

/** Whom an answer of the law is about. */
type About = {
  /** The client's id. */
  readonly client: string;
  readonly population: Population;
  /** Whose residents are counted; null for everyone. */
  readonly place: string | null;
  /** The same, where one federal rule speaks for each State's residents. */
  readonly state: string | null;
  readonly whom: Whom;
};

/** The duty with its names and numbers; none for a rule that makes no duty. */
export function dutyOf(
  jurisdiction: Jurisdiction,
  provision: Provision,
  answer: Evaluation,
  { client, population, place, state, whom }: About,
): readonly Duty[] {
  if (provision.to === undefined || provision.name === undefined) return [];
  const { version } = answer;
  const toIndividuals = provision.to === "individuals";
  const recipients = toIndividuals ? recipientsIn(population, place) : null;
  const id = `${client}/${jurisdiction.jurisdiction}/${provision.id}`;
  return [
    {
      id: state === null ? id : `${id}/${state}`,
      client,
      jurisdiction: jurisdiction.jurisdiction,
      provision: provision.id,
      to: provision.to,
      name: provision.name.replace("{state}", place === null ? "each State" : whom.name),
      tell: provision.tell ?? [],
      how: provision.how ?? null,
      sampleLetter: provision.sampleLetter ?? null,
      recipients,
      status: answer.status,
      due: answer.due,
      dueKind: answer.dueKind,
      target: answer.target,
      notBefore: answer.notBefore,
      practicalDay: answer.practicalDay,
      count: whom[answer.count],
      residentsOf: state,
      threshold: answer.threshold,
      by: provision.by ?? "client",
      citations: [version.cite],
      confidence: version.confidence,
      verifiedOn: (version.verifiedOn ?? version.source.seen) as Day,
      why: [
        ...answer.why.map((line) => (typeof line === "string" ? line : line(whom))),
        ...(toIndividuals && answer.status !== "notOwed" ? recipientsWhy(provision, recipients) : []),
        ...(population.estimated ? ["The counts are the client's estimate."] : []),
        ...(answer.count === "undeliverable" && population.undeliverableByJurisdiction === undefined
          ? ["Nobody knows yet whom a letter will not reach; this is worked out again from the lists."]
          : []),
        `Source: ${version.source.title} (${version.confidence}, seen ${version.source.seen}).`,
        ...(toIndividuals ? answer.wouldChange : []),
      ],
      questions: answer.binds
        ? [...answer.questions, ...openQuestions(jurisdiction, provision)]
        : answer.questions,
    },
  ];
}

const openByProvision = new WeakMap<Provision, Duty["questions"]>();

function openQuestions(jurisdiction: Jurisdiction, provision: Provision): Duty["questions"] {
  const known = openByProvision.get(provision);
  if (known !== undefined) return known;
  const open = (jurisdiction.openQuestions ?? [])
    .filter(({ about }) => about.includes(provision.id))
    .map(({ question, conservative, alternative }) => ({
      text: question,
      blocking: false,
      conservative,
      alternative,
    }));
  openByProvision.set(provision, open);
  return open;
}
