/** Shared pairs of neighbouring letters, from 0 to 1 (Sørensen–Dice); a shared beginning counts as a pair. */
export function likeness(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set([...`^${text}`].slice(0, -1).map((_, at) => `^${text}`.slice(at, at + 2)));
  const [one, other] = [pairs(a), pairs(b)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return (2 * shared) / Math.max(one.size + other.size, 1);
}
