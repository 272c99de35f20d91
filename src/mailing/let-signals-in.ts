/** A turn of the event loop: without one, a wish to stop is not heard until the work has ended. */
export const letSignalsIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// Of what is done with one person, so many take about a tenth of a second.
const peopleBetweenTurns = 2_500;

/**
 * Does something with each of very many, in order, and lets signals in meanwhile.
 * @returns false if it was aborted before the last
 */
export async function forEachInTurns<Item>(
  items: Iterable<Item>,
  aborted: () => boolean,
  work: (item: Item) => void,
  between: number = peopleBetweenTurns,
): Promise<boolean> {
  let count = 0;
  for (const item of items) {
    work(item);
    if (++count % between > 0) continue;
    await letSignalsIn();
    if (aborted()) return false;
  }
  await letSignalsIn();
  return !aborted();
}
