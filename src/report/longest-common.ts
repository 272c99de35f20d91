/** A stretch where two sequences agree, or where each goes its own way (one of the two may be empty). */
export type Stretch<T> =
  | { readonly kind: "same"; readonly items: readonly T[] }
  | { readonly kind: "differs"; readonly one: readonly T[]; readonly other: readonly T[] };

/**
 * Divides two sequences at their longest common subsequence. Time and memory grow with the product of the
 * lengths once what both begin and end with is set aside: sentences of a letter, words of a sentence.
 */
export function stretches<T>(
  one: readonly T[],
  other: readonly T[],
  same: (a: T, b: T) => boolean,
): Stretch<T>[] {
  const from = commonStart(one, other, same);
  const rest = Math.min(one.length, other.length) - from;
  const until = commonEnd(one, other, same, rest);
  const found: Stretch<T>[] = [];
  const agree = (item: T) => {
    const last = found.at(-1);
    if (last?.kind === "same") found[found.length - 1] = { kind: "same", items: [...last.items, item] };
    else found.push({ kind: "same", items: [item] });
  };
  const differ = (a: readonly T[], b: readonly T[]) => {
    const last = found.at(-1);
    if (last?.kind === "differs")
      found[found.length - 1] = { kind: "differs", one: [...last.one, ...a], other: [...last.other, ...b] };
    else found.push({ kind: "differs", one: a, other: b });
  };
  for (const item of one.slice(0, from)) agree(item);
  const a = one.slice(from, one.length - until);
  const b = other.slice(from, other.length - until);
  const lengths = commonLengths(a, b, same);
  const at = (i: number, j: number) => lengths[i * (b.length + 1) + j] ?? 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (i < a.length && j < b.length && same(left as T, right as T)) {
      agree(left as T);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      differ([left as T], []);
      i++;
    } else {
      differ([], [right as T]);
      j++;
    }
  }
  for (const item of one.slice(one.length - until)) agree(item);
  return found;
}

function commonStart<T>(one: readonly T[], other: readonly T[], same: (a: T, b: T) => boolean): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && same(one[length] as T, other[length] as T)) length++;
  return length;
}

function commonEnd<T>(
  one: readonly T[],
  other: readonly T[],
  same: (a: T, b: T) => boolean,
  most: number,
): number {
  let length = 0;
  while (length < most && same(one.at(-1 - length) as T, other.at(-1 - length) as T)) length++;
  return length;
}

/** The length of the longest common subsequence of every two tails, row by row. */
function commonLengths<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = same(a[i] as T, b[j] as T)
        ? (lengths[(i + 1) * width + j + 1] as number) + 1
        : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
  return lengths;
}
