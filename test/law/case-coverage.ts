import type { Day } from "../../src/calendar/index.ts";
import { governingDay, type Law } from "../../src/law/index.ts";
import { clientOf, incidentOf, type LawCase } from "./law-case.ts";

type Jurisdiction = NonNullable<ReturnType<Law["jurisdictions"]["get"]>>;
type Provision = Jurisdiction["provisions"][number];
type Version = Provision["versions"][number];

/** One expectation of one case: what is said of a provision, at which numbers. */
type Saying = {
  readonly each: LawCase;
  readonly on: Day | undefined;
  readonly outcome: string;
  readonly residents: number;
  readonly individuals: number;
  readonly undeliverable: number;
};

const isOwed = (outcome: string) =>
  !outcome.startsWith("not owed") && !["absent", "deemed"].includes(outcome);

/** Substitute notice of a State is written from its delivery rule, with its cases, not by hand. */
const isGenerated = ({ level }: Jurisdiction, { id }: Provision) =>
  level === "state" && id.startsWith("substitute-notice");

/**
 * What the cases of a jurisdiction leave unsaid about its provisions, in sentences; empty if each has its
 * cases: owed and silent, both sides of every threshold and condition, every version, every exemption.
 */
export function missingCases(jurisdiction: Jurisdiction, cases: readonly LawCase[]): readonly string[] {
  return [
    ...jurisdiction.provisions.flatMap((provision) =>
      isGenerated(jurisdiction, provision) ? [] : missingFor(jurisdiction, provision, cases),
    ),
    ...missingExemptions(jurisdiction, cases),
    ...missingForm(jurisdiction, cases),
    ...missingCalendar(jurisdiction),
  ];
}

const dayOf = (each: LawCase) => governingDay(incidentOf(each), clientOf(each, each.counts ?? {}));
const inVersion = ({ from, until }: Version, on: Day | undefined) =>
  on !== undefined && from <= on && (until === undefined || on <= until);

function versionsOf({ versions }: Provision): readonly { version: Version; holds: (on?: Day) => boolean }[] {
  return versions.map((version, index) => ({
    version,
    holds: (on) => inVersion(version, on) && !versions.slice(index + 1).some((later) => inVersion(later, on)),
  }));
}

function sayingsOf(jurisdiction: string, id: string, cases: readonly LawCase[]): readonly Saying[] {
  return cases.flatMap((each) => {
    const on = dayOf(each);
    const tables = [
      ...(each.expect === undefined ? [] : [{ counts: each.counts ?? {}, expect: each.expect }]),
      ...Object.entries(each.residents ?? {}).map(([count, expect]) => ({
        counts: { [jurisdiction]: Number(count) },
        expect,
      })),
    ];
    return tables.flatMap(({ counts, expect }) =>
      Object.entries(expect)
        .filter(([name]) => name === id || name.startsWith(`${id}/`))
        .map(([name, outcome]) => {
          const place = name === id ? jurisdiction : name.slice(id.length + 1);
          const whole = sum(Object.values(counts));
          const unreached = each.undeliverable ?? {};
          return {
            each,
            on,
            outcome,
            residents: (counts as Record<string, number>)[place] ?? whole,
            individuals: whole,
            undeliverable: unreached[place] ?? sum(Object.values(unreached)),
          };
        }),
    );
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

function missingFor(
  jurisdiction: Jurisdiction,
  provision: Provision,
  cases: readonly LawCase[],
): readonly string[] {
  const at = `${jurisdiction.jurisdiction} ${provision.id}`;
  const letters = cases.filter(({ letter }) => letter !== undefined);
  if (provision.to !== undefined) return missingDuty(at, jurisdiction, provision, cases);
  return versionsOf(provision).flatMap(({ version, holds }) => {
    const of = `${at} (from ${version.from})`;
    const here = letters.filter((each) => holds(dayOf(each)));
    const { rule } = version;
    switch (rule.kind) {
      case "content":
        return [
          ...(here.some(({ letter }) => letter?.exactly) || rule.required.length === 0
            ? []
            : [`${of}: no letter case with "exactly"`]),
          ...rule.required
            .filter((item) => item.when !== undefined)
            .flatMap(({ element }) => [
              ...(here.some(({ letter }) => letter?.requires.includes(element))
                ? []
                : [`${of}: ${element} is never in "requires"`]),
              ...(here.some(({ letter }) => letter?.silent?.includes(element)) ||
              rule.required.some((other) => other.element === element && other.when === undefined)
                ? []
                : [`${of}: ${element} is never in "silent"`]),
            ]),
          ...(rule.forbidden ?? [])
            .filter(({ element }) => !here.some(({ letter }) => letter?.forbids.includes(element)))
            .map(({ element }) => `${of}: ${element} is never in "forbids"`),
        ];
      case "form":
        return here.some(({ form }) => form !== undefined && form !== null)
          ? []
          : [`${of}: no letter case with "form"`];
      case "services":
        return [
          ...(here.some(({ letter }) => letter?.services === rule.months)
            ? []
            : [`${of}: no letter case with "services": ${rule.months}`]),
          ...(letters.some(({ letter }) => letter?.services === null)
            ? []
            : [`${of}: no letter case with "services": null`]),
        ];
      case "hipaaEffect":
        return missingHipaaEffect(of, jurisdiction, version.confidence, rule, cases, holds);
      default:
        return [];
    }
  });
}

function missingDuty(
  at: string,
  jurisdiction: Jurisdiction,
  provision: Provision,
  cases: readonly LawCase[],
): readonly string[] {
  const sayings = sayingsOf(jurisdiction.jurisdiction, provision.id, cases);
  const missing = versionsOf(provision).flatMap(({ version, holds }) => {
    const of = `${at} (from ${version.from})`;
    const here = sayings.filter(({ on }) => holds(on));
    const found: string[] = [];
    if (!here.some(({ outcome }) => isOwed(outcome))) found.push(`${of}: no case where it is owed`);
    const { when } = version;
    for (const of_ of ["residents", "individuals", "undeliverable"] as const) {
      const counts = new Set(sayings.map((saying) => saying[of_]));
      for (const bound of boundsOf(when?.[of_]))
        if (!counts.has(bound)) found.push(`${of}: no case with ${bound} ${of_}`);
    }
    const side = (name: string, met: (each: LawCase) => boolean) => {
      if (!here.some(({ each, outcome }) => met(each) && isOwed(outcome)))
        found.push(`${of}: no case where ${name} and it is owed`);
      if (!here.some(({ each, outcome }) => !met(each) && !isOwed(outcome)))
        found.push(`${of}: no case where it is not owed because not ${name}`);
    };
    const id = when?.licence?.id;
    if (id !== undefined) side(`licences has ${id}`, ({ licences }) => licences?.includes(id) ?? false);
    if (when?.noHarmDetermination)
      side("riskAssessment is noLikelyHarm", ({ riskAssessment }) => riskAssessment === "noLikelyHarm");
    if (when?.noticeLaterThan !== undefined) {
      if (!here.some(({ outcome }) => !isOwed(outcome)))
        found.push(`${of}: no case where notice is not later than ${when.noticeLaterThan}`);
    }
    const kinds = when?.clientKinds;
    if (kinds !== undefined)
      side(`the client is one of ${kinds.join(", ")}`, ({ client }) => kinds.some((kind) => kind === client));
    const exposed = when?.anyExposed;
    if (exposed !== undefined)
      side(`${exposed.join(" or ")} was exposed`, ({ dataElements }) =>
        exposed.some((element) => dataElements.includes(element)),
      );
    return found;
  });
  return sayings.some(({ outcome }) => outcome === "not owed: silent")
    ? missing
    : [...missing, `${at}: no case where the law is silent ("not owed: silent")`];
}

/** One below, at and one above a threshold. */
function boundsOf(threshold: object | undefined): readonly number[] {
  // “At least 1” is anyone at all.
  if (threshold !== undefined && "atLeast" in threshold && threshold.atLeast === 1) return [1];
  const around = Object.values(threshold ?? {}).flatMap((n: number) => [n - 1, n, n + 1]);
  return [...new Set(around)].filter((n) => n > 0);
}

/** Whether the main law leaves out these kinds of client altogether, without any condition. */
function isOutsideTheLaw({ provisions }: Jurisdiction, kinds: readonly string[]): boolean {
  const rules = provisions
    .filter(({ regime }) => regime === undefined)
    .flatMap(({ versions }) => versions.map(({ rule }) => rule));
  return rules.some(
    (rule) => rule.kind === "trigger" && rule.notClientKinds?.some((kind) => kinds.includes(kind)),
  );
}

function missingHipaaEffect(
  of: string,
  jurisdiction: Jurisdiction,
  confidence: Version["confidence"],
  rule: Extract<Version["rule"], { kind: "hipaaEffect" }>,
  cases: readonly LawCase[],
  holds: (on?: Day) => boolean,
): readonly string[] {
  if (isOutsideTheLaw(jurisdiction, rule.appliesTo ?? []))
    return cases.some(
      ({ client, expect, residents }) =>
        rule.appliesTo?.some((kind) => kind === client) &&
        [expect ?? {}, ...Object.values(residents ?? {})].some((table) =>
          Object.values(table).includes("not owed: silent"),
        ),
    )
      ? []
      : [`${of}: no case of an exempt HIPAA entity ("not owed: silent")`];
  return rule.deems.flatMap((deemed) => {
    const provision = jurisdiction.provisions.find(({ id }) => id === deemed);
    if (provision === undefined || provision.versions.every(({ rule: { kind } }) => kind === "delivery"))
      return [];
    if (provision.to === undefined)
      return cases.some(({ policy, letter }) => policy === "deemed" && letter !== undefined)
        ? []
        : [`${of}: no letter case under "policy": "deemed" (${deemed})`];
    const sayings = sayingsOf(jurisdiction.jurisdiction, deemed, cases).filter(({ on }) => holds(on));
    return [
      ...(confidence === "recalled"
        ? // A clause that nobody has read silences nothing.
          sayings.some(({ each, outcome }) => each.policy === "deemed" && isOwed(outcome))
          ? []
          : [`${of}: recalled, and no case where ${deemed} stays owed under "policy": "deemed"`]
        : sayings.some(({ outcome }) => outcome === "deemed")
          ? []
          : [`${of}: no case where ${deemed} is deemed`]),
      ...(sayings.some(
        ({ each, outcome }) =>
          each.policy === undefined &&
          rule.appliesTo?.some((kind) => kind === each.client) &&
          isOwed(outcome),
      )
        ? []
        : [`${of}: no case where ${deemed} of a HIPAA entity is owed under the default policy`]),
    ];
  });
}

function missingExemptions(jurisdiction: Jurisdiction, cases: readonly LawCase[]): readonly string[] {
  const main = jurisdiction.provisions.filter(({ regime }) => regime === undefined);
  const ruleOf = (kind: Version["rule"]["kind"]) =>
    main.flatMap(({ versions }) => versions).find(({ rule }) => rule.kind === kind)?.rule;
  const said = (met: (each: LawCase) => boolean, exempts: boolean) =>
    cases.some(
      (each) =>
        met(each) &&
        [each.expect ?? {}, ...Object.values(each.residents ?? {})]
          .flatMap((table) => Object.values(table))
          .some((outcome) => isOwed(outcome) && outcome.startsWith("question, ") === exempts),
    );
  const encryption = ruleOf("encryption");
  const harm = ruleOf("harmThreshold");
  const at = jurisdiction.jurisdiction;
  const found: string[] = [];
  if (encryption?.kind !== "encryption") found.push(`${at}: no provision of kind encryption`);
  else if (!said((each) => each.dataProtection === "encrypted", encryption.exempts))
    found.push(
      `${at}: no case with "dataProtection": "encrypted"${encryption.exempts ? "" : " that stays owed"}`,
    );
  if (harm?.kind !== "harmThreshold") found.push(`${at}: no provision of kind harmThreshold`);
  else if (!said((each) => each.riskAssessment === "noLikelyHarm", harm.exists))
    found.push(
      `${at}: no case with "riskAssessment": "noLikelyHarm"${harm.exists ? "" : " that stays owed"}`,
    );
  return found;
}

function missingCalendar({
  jurisdiction,
  level,
  provisions,
  businessDayCalendar,
}: Jurisdiction): readonly string[] {
  const counts = provisions.some(({ versions }) =>
    versions.some(({ rule }) => rule.kind === "within" && rule.businessDays !== undefined),
  );
  return level === "state" && counts && businessDayCalendar === undefined
    ? [`${jurisdiction}: counts business days and has no businessDayCalendar`]
    : [];
}

function missingForm(jurisdiction: Jurisdiction, cases: readonly LawCase[]): readonly string[] {
  const kinds = jurisdiction.provisions.flatMap(({ versions }) => versions.map(({ rule }) => rule.kind));
  if (kinds.includes("form") || !kinds.includes("content")) return [];
  return cases.some(({ form, letter }) => form === null && letter !== undefined)
    ? []
    : [`${jurisdiction.jurisdiction}: no letter case with "form": null`];
}
