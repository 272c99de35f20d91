import { type Facets, variantKey } from "../notice/index.ts";
import type { Census, VariantCount } from "./census.ts";

/** Variants that can be compared: one by its key, or any of a jurisdiction. */
export type VariantChoice =
  | { readonly kind: "variant"; readonly key: string }
  | { readonly kind: "jurisdiction"; readonly id: string };

export type CountedVariant = VariantCount & { readonly key: string };

export type VariantPair =
  /** `pairs` counts those there are to choose from, this one included. */
  | { readonly one: CountedVariant; readonly other: CountedVariant; readonly pairs: number }
  /** No two belong together: which there are on each side, most people first. */
  | { readonly among: readonly [readonly CountedVariant[], readonly CountedVariant[]] };

/**
 * Picks the two variants to compare. Where a jurisdiction is named it is the variant that differs from the
 * other only in jurisdiction, and in what follows from that (whether its law speaks); of several, those where
 * both laws speak, and those that most people get.
 */
export function variantPair(
  { variants }: Pick<Census, "variants">,
  one: VariantChoice,
  other: VariantChoice,
  client?: string,
): VariantPair {
  const all = [...variants].map(([key, count]): CountedVariant => ({ key, ...count }));
  const chosen = (choice: VariantChoice) =>
    all
      .filter(({ key, facets }) =>
        choice.kind === "variant"
          ? key === choice.key
          : facets.jurisdiction === choice.id && (client === undefined || facets.client === client),
      )
      .sort((a, b) => b.people - a.people || (a.key < b.key ? -1 : 1));
  const [left, right] = [chosen(one), chosen(other)];
  const [first] = left;
  const [second] = right;
  if (one.kind === "variant" && other.kind === "variant" && first !== undefined && second !== undefined)
    return { one: first, other: second, pairs: 1 };
  // A place may have two for one: its law may speak of some data of a kind and be silent on others.
  const counterparts = Map.groupBy(right, ({ facets }) => besidePlace(facets));
  const pairs = left.flatMap((each) =>
    (counterparts.get(besidePlace(each.facets)) ?? []).map((other) => ({ one: each, other })),
  );
  const [best] = pairs.sort(
    (a, b) => speaking(b) - speaking(a) || peopleOf(b) - peopleOf(a) || (keysOf(a) < keysOf(b) ? -1 : 1),
  );
  return best === undefined ? { among: [left, right] } : { ...best, pairs: pairs.length };
}

type Pair = { readonly one: CountedVariant; readonly other: CountedVariant };
const keysOf = ({ one, other }: Pair) => `${one.key} ${other.key}`;
const peopleOf = ({ one, other }: Pair) => one.people + other.people;
const speaking = ({ one, other }: Pair) =>
  [one, other].filter(({ facets }) => facets.stateLaw === "applies").length;

/** Every facet but the place, and what the place decides. */
function besidePlace(facets: Facets): string {
  return variantKey({ ...facets, jurisdiction: "", stateLaw: "applies" });
}
