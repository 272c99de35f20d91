import type { Day } from "../calendar/index.ts";
import {
  type Client,
  type DataProtection,
  datesFor,
  type Incident,
  type IncidentDates,
  type RiskAssessment,
} from "../incident/index.ts";
import type { DutyQuestion } from "./duty.ts";
import type { Anchor } from "./law-vocabulary.ts";

/**
 * Every fact of incident and client on which the law's answer hangs, and nothing else: two clients with
 * equal situations owe the same on the same days, counts apart.
 */
export type Situation = {
  readonly kind: Client["kind"];
  readonly licences: Client["licences"];
  readonly vendorIsAgent: Client["vendorIsAgent"];
  readonly notifier: Incident["notifier"]["role"];
  readonly hipaaDeemed: Incident["policy"]["hipaaDeemed"];
  readonly holds: NonNullable<Incident["lawEnforcementHolds"]>;
  readonly dates: IncidentDates;
  /** The client's own claims, else the incident's; undefined if neither makes one. */
  readonly dataProtection: DataProtection | undefined;
  readonly riskAssessment: RiskAssessment | undefined;
};

export function situationOf(incident: Incident, client: Client): Situation {
  return {
    kind: client.kind,
    licences: client.licences,
    vendorIsAgent: client.vendorIsAgent,
    notifier: incident.notifier.role,
    hipaaDeemed: incident.policy.hipaaDeemed,
    holds: incident.lawEnforcementHolds ?? [],
    dates: datesFor(incident, client),
    dataProtection: client.dataProtection ?? incident.dataProtection,
    riskAssessment: client.riskAssessment ?? incident.riskAssessment,
  };
}

export function earliest(...days: readonly (Day | undefined | null)[]): Day | undefined {
  return days.filter((on): on is Day => on !== undefined && on !== null).sort()[0];
}

/** The day from which a clock counts, and what is doubtful about it. */
export type AnchorDay = {
  readonly day: Day;
  /** “the discovery (dates.discovered)”. */
  readonly because: string;
  readonly questions: readonly DutyQuestion[];
  /** True if the named date is not given and another stands here meanwhile. */
  readonly standIn: boolean;
};

const fieldOf: Readonly<Record<Exclude<Anchor, "riskAssessment">, keyof IncidentDates>> = {
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
export function discoveryOf({
  notifier,
  vendorIsAgent,
  dates,
}: Pick<Situation, "notifier" | "vendorIsAgent" | "dates">): AnchorDay | undefined {
  const { discovered, vendorDiscovered, vendorNotified } = dates;
  const asContractor = earliest(discovered, vendorNotified);
  const asAgent = earliest(discovered, vendorNotified, vendorDiscovered);
  const given = (day: Day, from: string): AnchorDay => ({
    day,
    because: `the discovery (${from})`,
    questions: [],
    standIn: false,
  });
  const named = (on: Day) =>
    on === discovered
      ? "dates.discovered"
      : on === vendorNotified
        ? "dates.vendorNotified: the day the vendor told the client"
        : "dates.vendorDiscovered: what its agent discovers, the client discovers";
  if (asAgent !== undefined && asAgent !== asContractor && vendorIsAgent !== false) {
    if (vendorIsAgent === true) return given(asAgent, named(asAgent));
    const contractorText =
      asContractor === undefined ? "the day the vendor told the client (not given)" : asContractor;
    return {
      ...given(asAgent, `${named(asAgent)}; whether the vendor is its agent is not known`),
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
  if (asContractor !== undefined) {
    const found = given(asContractor, named(asContractor));
    if (notifier !== "vendor" || vendorIsAgent === false || vendorDiscovered !== undefined) return found;
    return { ...found, questions: [vendorsDay(vendorIsAgent, asContractor)], standIn: true };
  }
  return standIn("discovery", dates);
}

/** An agent's discovery, if it came first, is the client's: without its day no last day is sure. */
function vendorsDay(vendorIsAgent: true | "unknown", counted: Day): DutyQuestion {
  return {
    text:
      vendorIsAgent === true
        ? "On which day did the vendor, the client's agent, discover the breach? The clock begins then if that was earlier."
        : "On which day did the vendor discover the breach? If it is the client's agent, the clock begins then; if it is not, say so (vendorIsAgent: false).",
    field: "dates.vendorDiscovered",
    blocking: true,
    conservative: `Counted from ${counted}, the earliest day that is given; the clock may have begun before.`,
  };
}

const anchorWords: Readonly<Record<Anchor, string>> = {
  discovery: "the discovery",
  notificationOfBreach: "the day the vendor told the client",
  determination: "the determination that there was a breach",
  confirmation: "the confirmation of the breach",
  individualNotice: "the notice to individuals",
  hhsNotice: "the report to HHS",
  vendorDiscovery: "the vendor's discovery",
  riskAssessment: "the written finding about harm",
};

/** Dates that may come after the letters went out, or change nothing about them. */
const afterMailing: readonly Anchor[] = ["hhsNotice", "vendorDiscovery", "riskAssessment"];

function standIn(anchor: Anchor, dates: IncidentDates): AnchorDay | undefined {
  const field = anchor === "riskAssessment" ? "riskAssessment.on" : `dates.${fieldOf[anchor]}`;
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
    because: `which stands meanwhile for ${anchorWords[anchor]}, whose day is not given (${field})`,
    questions: [
      {
        text: `The law counts from ${anchorWords[anchor]}, whose day is not given. On which day was it?`,
        field,
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
  const field = anchor === "riskAssessment" ? "riskAssessment.on" : `dates.${fieldOf[anchor]}`;
  const on = anchor === "riskAssessment" ? situation.riskAssessment?.on : situation.dates[fieldOf[anchor]];
  if (on === undefined) return standIn(anchor, situation.dates);
  return { day: on, because: `${anchorWords[anchor]} (${field})`, questions: [], standIn: false };
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
  const { vendorIsAgent } = client;
  return discoveryOf({ notifier: incident.notifier.role, vendorIsAgent, dates: datesFor(incident, client) })
    ?.day;
}
