import type { ContentRule, FormRule, NoticeLaw } from "../law/index.ts";

/** One thing that laws ask of a notice (or ban from it), and by which clauses. */
export type AskedElement = {
  readonly element: string;
  readonly requirement: "required" | "forbidden";
  /** Clauses, each once. */
  readonly citations: readonly string[];
  /** How the laws say it. */
  readonly details: readonly string[];
};

/** What two sets of laws ask of a notice: of both, and of one only. */
export type LawDifference = {
  readonly onlyOne: readonly AskedElement[];
  readonly onlyOther: readonly AskedElement[];
  readonly both: readonly {
    readonly element: string;
    readonly requirement: "required" | "forbidden";
    readonly one: readonly string[];
    readonly other: readonly string[];
  }[];
  readonly form: { readonly onlyOne: readonly FormRule[]; readonly onlyOther: readonly FormRule[] };
  /** Months of monitoring owed, with the clause. */
  readonly services: { readonly one: NoticeLaw["services"]; readonly other: NoticeLaw["services"] };
  /** How what happened is told: in full, briefly, not at all. */
  readonly description: { readonly one: NoticeLaw["description"]; readonly other: NoticeLaw["description"] };
};

/** Compares what two sets of laws ask of a notice, element by element. */
export function lawDifference(one: NoticeLaw, other: NoticeLaw): LawDifference {
  const [left, right] = [askedBy(one.content), askedBy(other.content)];
  const without = (all: ReadonlyMap<string, AskedElement>, known: ReadonlyMap<string, AskedElement>) =>
    [...all].filter(([key]) => !known.has(key)).map(([, asked]) => asked);
  return {
    onlyOne: without(left, right),
    onlyOther: without(right, left),
    both: [...left].flatMap(([key, { element, requirement, citations }]) => {
      const counterpart = right.get(key);
      return counterpart === undefined
        ? []
        : [{ element, requirement, one: citations, other: counterpart.citations }];
    }),
    form: { onlyOne: formsWithout(one.form, other.form), onlyOther: formsWithout(other.form, one.form) },
    services: { one: one.services, other: other.services },
    description: { one: one.description, other: other.description },
  };
}

function askedBy(rules: readonly ContentRule[]): ReadonlyMap<string, AskedElement> {
  const asked = new Map<string, AskedElement>();
  for (const { element, requirement, citation, detail } of rules) {
    const key = `${requirement} ${element}`;
    const known = asked.get(key);
    asked.set(key, {
      element,
      requirement,
      citations: [...new Set([...(known?.citations ?? []), citation])],
      details: [...new Set([...(known?.details ?? []), ...(detail === undefined ? [] : [detail])])],
    });
  }
  return asked;
}

const formKey = ({ title, headings, atLeastPoints }: FormRule) =>
  JSON.stringify([title ?? null, headings, atLeastPoints ?? null]);

function formsWithout(all: readonly FormRule[], others: readonly FormRule[]): readonly FormRule[] {
  const known = new Set(others.map(formKey));
  return all.filter((form) => !known.has(formKey(form)));
}
