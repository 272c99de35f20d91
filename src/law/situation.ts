import type { Day } from "../calendar/index.ts";
import type { Client, Incident, IncidentDates } from "../incident/index.ts";
import type { DutyQuestion } from "./duty.ts";
import type { Anchor } from "./law-vocabulary.ts";
import type { Population } from "./population.ts";

/** Everything that the duties of one client hang on. */
export type Situation = {
  readonly incident: Incident;
  readonly client: Client;
  readonly population: Population;
  readonly dates: IncidentDates;
};

/** The named dates of one client: its own, else the incident's. */
export function datesOf(incident: Incident, client: Client): IncidentDates {
  const own = Object.entries(client.dates).filter(([, on]) => on !== undefined);
  return { ...incident.dates, ...Object.fromEntries(own) };
}

export function earliest(...days: readonly (Day | undefined | null)[]): Day | undefined {
  return days.filter((on): on is Day => on !== undefined && on !== null).sort()[0];
}

/** The day from which a clock counts, and what is doubtful about it. */
export type AnchorDay = {
  readonly day: Day;
  /** “discovery: dates.discovered”. */
  readonly because: string;
  readonly questions: readonly DutyQuestion[];
  /** True if the named date is not given and another stands here meanwhile. */
  readonly standIn: boolean;
};

const fieldOf: Readonly<Record<Anchor, keyof IncidentDates>> = {
  discovery: "discovered",
  notificationOfBreach: "vendorNotified",
  determination: "determined",
  confirmation: "confirmed",
  individualNotice: "individualNotice",
  hhsNotice: "hhsNotice",
  vendorDiscovery: "vendorDiscovered",
};

/**
 * The client's discovery. What a vendor knows its client knows too if the vendor is its agent
 * (45 CFR 164.404(a)(2)); `unknown` counts from the earlier day and asks.
 */
export function discoveryOf({ client, dates }: Pick<Situation, "client" | "dates">): AnchorDay | undefined {
  const { discovered, vendorDiscovered, vendorNotified } = dates;
  const asContractor = earliest(discovered, vendorNotified);
  const asAgent = earliest(discovered, vendorNotified, vendorDiscovered);
  const given = (day: Day, from: string): AnchorDay => ({
    day,
    because: `discovery: ${from}`,
    questions: [],
    standIn: false,
  });
  const named = (on: Day) =>
    on === discovered
      ? "dates.discovered"
      : on === vendorNotified
        ? "dates.vendorNotified (the day the client was told)"
        : "dates.vendorDiscovered (a vendor that is the client's agent discovers for it)";
  if (asAgent !== undefined && asAgent !== asContractor && client.vendorIsAgent !== false) {
    if (client.vendorIsAgent === true) return given(asAgent, named(asAgent));
    const contractorText =
      asContractor === undefined ? "the day the vendor told the client (not given)" : asContractor;
    return {
      ...given(asAgent, `${named(asAgent)}; whether it is the agent is not known`),
      questions: [
        {
          text: "Is the vendor the client's agent (federal common law of agency), so that its discovery starts the client's clock?",
          field: "vendorIsAgent",
          blocking: false,
          conservative: `Agent: day 0 is ${asAgent}.`,
          alternative: `Independent contractor: day 0 is ${contractorText}.`,
        },
      ],
    };
  }
  if (asContractor !== undefined) return given(asContractor, named(asContractor));
  return standIn("discovery", dates);
}

/** Dates that may come after the letters went out, or change nothing about them. */
const afterMailing: readonly Anchor[] = ["hhsNotice", "vendorDiscovery"];

function standIn(anchor: Anchor, dates: IncidentDates): AnchorDay | undefined {
  const field = fieldOf[anchor];
  // A chained clock's closest stand-in for the report to HHS is the mailing it goes out with.
  const meanwhile =
    anchor === "hhsNotice" && dates.individualNotice !== undefined
      ? dates.individualNotice
      : earliest(
          dates.discovered,
          dates.determined,
          dates.confirmed,
          dates.vendorNotified,
          dates.vendorDiscovered,
        );
  if (meanwhile === undefined) return undefined;
  return {
    day: meanwhile,
    because: `${anchor} is not given (dates.${field}); meanwhile the conservative day ${meanwhile}`,
    questions: [
      {
        text: `The law counts from ${anchor}, which is not given. On which day was it?`,
        field: `dates.${field}`,
        blocking: !afterMailing.includes(anchor),
        conservative: `Counted from ${meanwhile}, the earliest day that is given.`,
      },
    ],
    standIn: true,
  };
}

/** The day that an anchor names in this situation; undefined if no day at all is given. */
export function anchorDay(situation: Situation, anchor: Anchor): AnchorDay | undefined {
  if (anchor === "discovery") return discoveryOf(situation);
  const field = fieldOf[anchor];
  const on = situation.dates[field];
  if (on === undefined) return standIn(anchor, situation.dates);
  return { day: on, because: `${anchor}: dates.${field}`, questions: [], standIn: false };
}

/** The earliest of several anchors that are given; a stand-in only if none is. */
export function earliestAnchor(situation: Situation, anchors: readonly Anchor[]): AnchorDay | undefined {
  const days = anchors.flatMap((anchor) => anchorDay(situation, anchor) ?? []);
  const given = days.filter((each) => !each.standIn);
  return (given.length > 0 ? given : days).sort((a, b) => (a.day < b.day ? -1 : 1))[0];
}

/**
 * The day whose law governs a client: its discovery (an agent's discovery included). Undefined if
 * no date is given from which it could be told.
 */
export function governingDay(incident: Incident, client: Client): Day | undefined {
  return discoveryOf({ client, dates: datesOf(incident, client) })?.day;
}
