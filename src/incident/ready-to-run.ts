import { addDays, type Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Client, Offer } from "./client.ts";
import { enrolDays } from "./enrol-days.ts";
import type { Incident, IncidentDates, Narrative, NoticePurpose } from "./incident.ts";
import type { ClientFolder, IncidentFolder } from "./incident-folder.ts";
import { windowWordsIn } from "./window-word.ts";

/** What a second letter has to tell, beside what the first one told. */
const secondLetter = {
  first: undefined,
  supplemental: "whatIsNew",
  corrective: "correction",
} as const satisfies Record<NoticePurpose, keyof Narrative | undefined>;

/** The named dates for one client: its own override the incident's. */
export function datesFor(incident: Incident, client: Client): IncidentDates {
  const own = Object.entries(client.dates).filter(([, on]) => on !== undefined);
  return { ...incident.dates, ...Object.fromEntries(own) };
}

/**
 * What letters need and `duties` does not: all that is missing or dangerous before a run, for every
 * client. Empty if the folder is ready. Each problem names the client's file and the path to fill in.
 */
export function readyToRun(folder: IncidentFolder): readonly Problem[] {
  const holdsUnsaid =
    folder.incident.lawEnforcementHolds === undefined
      ? [problem("incident/holds-unsaid", { file: "incident.json", path: "lawEnforcementHolds" })]
      : [];
  return [...holdsUnsaid, ...folder.clients.flatMap((client) => clientProblems(folder.incident, client))];
}

function clientProblems(
  incident: Incident,
  { client, peopleFiles, pools }: ClientFolder,
): readonly Problem[] {
  const file = `clients/${client.id}/client.json`;
  const missing = (path: string) => problem("incident/needed-to-run", { file, path, client: client.id });
  const problems: Problem[] = [];
  const mailingDay = datesFor(incident, client).individualNotice;

  if (mailingDay === undefined) {
    problems.push(
      problem("incident/needed-to-run", {
        file: "incident.json",
        path: "dates.individualNotice",
        client: client.id,
      }),
    );
  }
  for (const language of client.languages) {
    const path = `narrative.${language}`;
    if (incident.narrative[language] === undefined) {
      problems.push(
        problem(
          "incident/narrative-missing",
          { file: "incident.json", path, client: client.id },
          { language },
        ),
      );
    }
    const second = secondLetter[incident.purpose];
    if (second !== undefined && incident.narrative[language]?.[second] === undefined) {
      const where = { file: "incident.json", path: `${path}.${second}`, client: client.id };
      problems.push(problem("incident/needed-to-run", where));
    }
    if (client.contact !== undefined && client.contact.hours[language] === undefined) {
      problems.push(missing(`contact.hours.${language}`));
    }
    if (client.relationship[language] === undefined) problems.push(missing(`relationship.${language}`));
    if (
      incident.notifier.role === "vendor" &&
      client.delegation === "notifier" &&
      client.vendorHeldDataBecause[language] === undefined
    ) {
      problems.push(missing(`vendorHeldDataBecause.${language}`));
    }
    const does =
      incident.notifier.role === "vendor" && client.delegation === "notifier"
        ? incident.notifier.does
        : undefined;
    const isSaid = typeof does === "string" ? language === "en" : does?.[language] !== undefined;
    if (does !== undefined && !isSaid) {
      const path = `notifier.does.${language}`;
      problems.push(problem("incident/needed-to-run", { file: "incident.json", path, client: client.id }));
    }
  }
  if (client.contact === undefined) problems.push(missing("contact"));
  if (client.signatory === undefined) problems.push(missing("signatory"));
  if (client.returnAddress === undefined) problems.push(missing("returnAddress"));
  client.returnAddress?.forEach((line, index) => {
    const words = windowWordsIn(line);
    if (words.length > 0) {
      problems.push(
        problem(
          "incident/window-word",
          { file, path: `returnAddress[${index}]` },
          { words: words.join(", ") },
        ),
      );
    }
  });
  if (peopleFiles.length === 0)
    problems.push(
      problem("incident/people-file-missing", { file: `clients/${client.id}`, client: client.id }),
    );
  client.offers.forEach((offer, index) => {
    problems.push(...offerProblems(offer, index, file, mailingDay, pools.has(offer.id)));
  });
  problems.push(...senderProblems(client, file));
  return problems;
}

function offerProblems(
  offer: Offer,
  index: number,
  file: string,
  mailingDay: Day | undefined,
  hasPool: boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  const at = (field: string) => ({ file, path: `offers[${index}].${field}` });
  if (!hasPool) problems.push(problem("incident/pool-missing", at("pool"), { offer: offer.id }));
  if (offer.for === "minor" && offer.watches === "credit") {
    problems.push(problem("incident/offer-minor-credit", at("watches"), { offer: offer.id }));
  }
  if (mailingDay !== undefined) {
    const earliest = addDays(mailingDay, enrolDays);
    if (offer.enrolBy < earliest) {
      problems.push(
        problem("incident/enrol-by-too-soon", at("enrolBy"), {
          offer: offer.id,
          there: offer.enrolBy,
          earliest,
          days: enrolDays,
          mailingDay,
        }),
      );
    }
  }
  return problems;
}

/** E-mail from a domain that readers do not know was taken for phishing, by armies and by staff. */
function senderProblems(client: Client, file: string): readonly Problem[] {
  if (client.emailSender === undefined) return [];
  const sender = domainOf(client.emailSender.address);
  const website = client.contact?.website;
  const own = [
    ...(website === undefined ? [] : [new URL(website).hostname.toLowerCase().replace(/^www\./, "")]),
    ...(client.contact?.email === undefined ? [] : [domainOf(client.contact.email)]),
  ];
  if (own.some((domain) => sender === domain || sender.endsWith(`.${domain}`))) return [];
  const facts = {
    there: sender,
    wanted: own.length === 0 ? "the domain of contact.website or contact.email" : own.join(" or "),
  };
  return [problem("incident/sender-domain", { file, path: "emailSender.address" }, facts)];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
