import type { Day } from "../calendar/index.ts";
import type { DutyQuestion } from "./duty.ts";
import { provisionsOfKind, versionOn } from "./in-force.ts";
import type { Jurisdiction, Provision, Version } from "./jurisdiction.ts";
import { type AnchorDay, anchorDay, type Situation } from "./situation.ts";

/** A day whose law may govern. */
export type GoverningDay = {
  readonly on: Day;
  /** Why this day counts: “the day of discovery”, “which came into force before the notice”. */
  readonly because: string;
  /** Whether the law of this day governs hangs on a date that is not given. */
  readonly question?: DutyQuestion;
  /** The act says that it governs: among equals its reading is the law, not the one of the discovery. */
  readonly byItsTerms?: true;
};

/** The law of one day, as far as it speaks of one provision. */
export type LawOfDay = GoverningDay & {
  readonly version: Version;
  /** True if it came into force after the day that governs: it counts from its own first day. */
  readonly later: boolean;
};

/**
 * The law of the governing day, then that of every other day between the breach and the notice on
 * which the provision, or what triggers it, read differently; a version that is `governedBy` other
 * events counts up to the last of those instead of the notice. The first may be missing, if the
 * provision is younger than the discovery.
 */
export function lawsThatMayGovern(
  jurisdiction: Jurisdiction,
  provision: Provision,
  situation: Situation,
  governing: Day,
): readonly LawOfDay[] {
  const triggers = provisionsOfKind(jurisdiction, "trigger").filter(
    ({ regime }) => regime === provision.regime,
  );
  const start = breachDay(situation, governing);
  const [only, ...more] = provision.versions;
  if (only !== undefined && more.length === 0 && triggers.every(({ versions }) => versions.length === 1)) {
    // Most rules have never read otherwise; nearly all of the time goes to these.
    const version = versionOn(provision, governing);
    if (version !== undefined && only.from <= start && triggers.every((each) => versionOn(each, start)))
      return [{ on: governing, because: "the law of the day of discovery", version, later: false }];
  }
  const onBreach = { on: start, because: "the day of the breach" };
  const [first, ...later] = daysThatMayGovern([provision, ...triggers], situation, governing);
  const seen = new Set<string>();
  const inOrder: readonly GoverningDay[] = [...(first === undefined ? [] : [first]), onBreach, ...later];
  return [
    ...inOrder.filter(({ byItsTerms }) => byItsTerms),
    ...inOrder.filter(({ byItsTerms }) => !byItsTerms),
  ].flatMap((each) => {
    const version = versionGoverning(provision, each.on, situation, governing);
    if (version === undefined) return [];
    const text = [version, ...triggers.map((trigger) => versionOn(trigger, each.on))]
      .map((read) => read?.from ?? "none")
      .join();
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ ...each, version, later: each.on > governing }];
  });
}

/**
 * The governing day, then the first day of every version of these provisions that came into force
 * between the breach and the notice, or before the last of the events that it is governed by.
 */
export function daysThatMayGovern(
  provisions: readonly Provision[],
  situation: Situation,
  governing: Day,
): readonly GoverningDay[] {
  const start = breachDay(situation, governing);
  const found = new Map<string, GoverningDay>();
  for (const version of provisions.flatMap(({ versions }) => versions)) {
    if (version.from <= start) continue;
    const reach = reachOf(version, situation, governing);
    if (reach.to !== undefined && version.from > reach.to) continue;
    const known = found.get(version.from);
    if (known === undefined || known.question !== undefined)
      found.set(version.from, {
        on: version.from as Day,
        because: version.from <= governing ? "which came into force before the discovery" : reach.because,
        ...(reach.question === undefined || version.from <= governing ? {} : { question: reach.question }),
        ...(reach.byItsTerms ? { byItsTerms: true } : {}),
      });
  }
  const changes = [...found.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
  return [{ on: governing, because: "the law of the day of discovery" }, ...changes];
}

/** The version of the provision that is in force on the day and may govern at all. */
export function versionGoverning(
  provision: Provision,
  on: Day,
  situation: Situation,
  governing: Day,
): Version | undefined {
  const reaching = provision.versions.filter((version) => {
    const { to } = reachOf(version, situation, governing);
    return to === undefined || version.from <= to;
  });
  return versionOn({ ...provision, versions: reaching }, on);
}

function breachDay({ dates }: Situation, governing: Day): Day {
  const breach = dates.occurredFrom ?? dates.occurredTo;
  return breach !== undefined && breach < governing ? breach : governing;
}

/** The last day on which the version may have come into force and still govern; undefined if open. */
type Reach = Pick<GoverningDay, "because" | "question" | "byItsTerms"> & { readonly to: Day | undefined };

function reachOf({ from, governedBy }: Version, situation: Situation, governing: Day): Reach {
  const planned = situation.dates.individualNotice;
  const atNotice = {
    to: planned !== undefined && planned > governing ? planned : governing,
    because: "which came into force before the notice",
  };
  if (governedBy === undefined || from <= governing) return atNotice;
  const anchors = typeof governedBy === "string" ? [governedBy] : governedBy.anyOf;
  const days = anchors.flatMap((anchor) => anchorDay(situation, anchor) ?? []);
  const given = days.filter(({ standIn }) => !standIn).sort((a, b) => (a.day < b.day ? -1 : 1));
  const last = given.at(-1);
  if (last !== undefined)
    return { to: last.day, because: `which was in force by ${last.because}`, byItsTerms: true };
  // Nobody is told of a breach before it is determined, so the notice bounds the missing day.
  if (planned !== undefined) return atNotice;
  return {
    to: undefined,
    because: "which governs if the events that it names come after its first day",
    question: askedFor(from, days[0]),
  };
}

function askedFor(from: string, anchor: AnchorDay | undefined): DutyQuestion {
  const [asked] = anchor?.questions ?? [];
  return {
    text: `The version from ${from} governs only if its events came on or after that day. ${asked?.text ?? ""}`.trim(),
    ...(asked?.field === undefined ? {} : { field: asked.field }),
    blocking: false,
    conservative: `Treated as on or after ${from}.`,
    alternative: "The version before it, or none.",
  };
}
