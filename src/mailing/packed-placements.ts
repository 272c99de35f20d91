import type { OutcomeKind, Placement } from "../ledger/index.ts";

/** Placements in a form that goes from one thread to another for next to nothing. */
export type PackedPlacements = {
  /** Variants, groups, offers and reasons, each once. */
  readonly names: readonly string[];
  /** For each person: place in the input, kind, and of what it says more, the places in `names`. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly sorts: readonly string[];
};

const kinds = ["letter", "email", "substitute", "excluded"] as const satisfies readonly OutcomeKind[];
const numbersOfOne = 5;
const nothing = -1;

/** Packs them, in order. */
export function packPlacements(placements: readonly Placement[]): PackedPlacements {
  const names = new Map<string, number>();
  const nameAt = (name: string | null): number => {
    if (name === null) return nothing;
    let at = names.get(name);
    if (at === undefined) {
      at = names.size;
      names.set(name, at);
    }
    return at;
  };
  const numbers = new Float64Array(placements.length * numbersOfOne);
  const sorts: string[] = [];
  let at = 0;
  for (const placement of placements) {
    const { seq, kind } = placement;
    const written = kind === "letter" || kind === "email";
    numbers[at++] = seq;
    numbers[at++] = kinds.indexOf(kind);
    numbers[at++] = written ? nameAt(placement.variant) : nothing;
    numbers[at++] = written ? nameAt(placement.group) : nothing;
    numbers[at++] = written
      ? nameAt(placement.offer)
      : kind === "excluded"
        ? nameAt(placement.reason)
        : nothing;
    sorts.push(written ? placement.sort : "");
  }
  return { names: [...names.keys()], numbers, sorts };
}

/** The placements that were packed, in order. */
export function* unpackPlacements({ names, numbers, sorts }: PackedPlacements): Generator<Placement> {
  for (const [index, sort] of sorts.entries()) {
    const at = index * numbersOfOne;
    const numberAt = (column: number): number => numbers[at + column] ?? nothing;
    const nameAt = (column: number): string | undefined => names[numberAt(column)];
    const seq = numberAt(0);
    const kind = kinds[numberAt(1)];
    switch (kind) {
      case "letter":
      case "email":
        yield {
          seq,
          kind,
          variant: nameAt(2) ?? "",
          group: nameAt(3) ?? "",
          sort,
          offer: nameAt(4) ?? null,
        };
        break;
      case "substitute":
        yield { seq, kind };
        break;
      case "excluded":
        yield { seq, kind, reason: nameAt(4) ?? "" };
        break;
      case undefined:
        throw new Error("packed placements were altered on their way");
      default:
        kind satisfies never;
    }
  }
}
