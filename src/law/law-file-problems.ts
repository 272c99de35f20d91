import { type Problem, problem } from "../problem/index.ts";
import type { Jurisdiction, Provision } from "./jurisdiction.ts";
import { isDeadline } from "./rule.ts";

/** What a schema cannot see: overlaps, names that point nowhere, a law without a trigger. */
export function lawFileProblems(file: string, jurisdiction: Jurisdiction): Problem[] {
  const problems: Problem[] = [];
  const ids = new Set<string>();
  const where = { file, jurisdiction: jurisdiction.jurisdiction };
  const wanted = `${jurisdiction.jurisdiction.toLowerCase()}.json`;
  if (file !== wanted) problems.push(problem("law/file-name", where, { wanted }));
  for (const provision of jurisdiction.provisions) {
    if (ids.has(provision.id))
      problems.push(problem("law/provision-twice", { ...where, provision: provision.id }));
    ids.add(provision.id);
    problems.push(...versionProblems(file, jurisdiction.jurisdiction, provision));
  }
  for (const [provision, name] of referencesOf(jurisdiction))
    if (!ids.has(name)) problems.push(problem("law/provision-unknown", { ...where, provision }, { name }));
  for (const [provision, name] of chainsIn(jurisdiction))
    problems.push(problem("law/clock-chained", { ...where, provision }, { name }));
  const { businessDayCalendar } = jurisdiction;
  if (businessDayCalendar?.confidence === "read" && businessDayCalendar.verifiedOn === undefined)
    problems.push(
      problem(
        "law/not-verified",
        { ...where, provision: "businessDayCalendar" },
        { from: jurisdiction.coversFrom },
      ),
    );
  for (const regime of regimesOf(jurisdiction))
    if (!hasTrigger(jurisdiction, regime))
      problems.push(problem("law/trigger-missing", where, { regime: regime ?? "main" }));
  return problems;
}

/** Conditions that a letter's reader and facts answer; a duty would pass over them in silence. */
const onlyInLetters = ["parentOwned", "servicesOffered", "known"] as const;

function versionProblems(file: string, jurisdiction: string, provision: Provision): Problem[] {
  const where = { file, jurisdiction, provision: provision.id };
  return provision.versions.flatMap((version, index) => {
    const found: Problem[] = [];
    const next = provision.versions[index + 1];
    if (version.until !== undefined && version.until < version.from)
      found.push(problem("law/version-ends-early", where, { from: version.from, until: version.until }));
    if (next !== undefined && (next.from <= version.from || next.from <= (version.until ?? "")))
      found.push(problem("law/versions-overlap", where, { first: version.from, second: next.from }));
    if (version.confidence === "read" && version.verifiedOn === undefined)
      found.push(problem("law/not-verified", where, { from: version.from }));
    for (const part of onlyInLetters)
      if (isDeadline(version.rule) && version.when?.[part] !== undefined)
        found.push(problem("law/condition-of-letters", where, { from: version.from, condition: part }));
    return found;
  });
}

function referencesOf(jurisdiction: Jurisdiction): [string, string][] {
  const references: [string, string][] = [];
  for (const { id, versions } of jurisdiction.provisions)
    for (const { rule, when } of versions) {
      if (when?.noticeLaterThan !== undefined) references.push([id, when.noticeLaterThan]);
      if ("duty" in rule) references.push([id, rule.duty]);
      if (rule.kind === "within" && rule.strictly !== undefined && "with" in rule.strictly)
        references.push([id, rule.strictly.with]);
      if (rule.kind === "hipaaEffect") {
        for (const deemed of rule.deems) references.push([id, deemed]);
        for (const clock of rule.clocks ?? []) references.push([id, clock.provision]);
      }
    }
  for (const { about } of jurisdiction.openQuestions ?? [])
    for (const id of about) references.push(["openQuestions", id]);
  return references;
}

/**
 * A clock that follows another provision whose clock follows a third (or itself) could turn in a circle;
 * a condition that hangs on another provision's last day may follow it, but not back to itself.
 */
function chainsIn({ provisions }: Jurisdiction): [string, string][] {
  const follows = new Map<string, Set<string>>();
  const hangsOn = new Map<string, Set<string>>();
  for (const { id, versions } of provisions)
    for (const { rule, when } of versions) {
      if (when?.noticeLaterThan !== undefined)
        hangsOn.set(id, (hangsOn.get(id) ?? new Set()).add(when.noticeLaterThan));
      const name =
        "duty" in rule
          ? rule.duty
          : rule.kind === "within" && rule.strictly !== undefined && "with" in rule.strictly
            ? rule.strictly.with
            : undefined;
      if (name !== undefined) follows.set(id, (follows.get(id) ?? new Set()).add(name));
    }
  const chains = [...follows].flatMap(([id, names]) =>
    [...names].filter((name) => follows.has(name)).map((name): [string, string] => [id, name]),
  );
  const next = (id: string) => [...(follows.get(id) ?? []), ...(hangsOn.get(id) ?? [])];
  const circles = [...hangsOn].flatMap(([id, names]) =>
    [...names].filter((name) => reaches(name, id, next)).map((name): [string, string] => [id, name]),
  );
  return [...chains, ...circles];
}

function reaches(from: string, wanted: string, next: (id: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === wanted) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...next(id));
  }
  return false;
}

function regimesOf(jurisdiction: Jurisdiction): Set<string | undefined> {
  return new Set(jurisdiction.provisions.map((provision) => provision.regime));
}

function hasTrigger(jurisdiction: Jurisdiction, regime: string | undefined): boolean {
  return jurisdiction.provisions.some(
    (provision) =>
      provision.regime === regime && provision.versions.some((version) => version.rule.kind === "trigger"),
  );
}
