// A slice of a text keeps the whole text alive; what is remembered must not.
const ownCopy = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

/**
 * The same function, which remembers what it said of a text: a list repeats a few values in its columns. Of no
 * more than `most` texts and of no long ones, so that a list that differs on each row does not fill memory.
 */
export function remembered<Said>(most: number, say: (text: string) => Said): (text: string) => Said {
  const known = new Map<string, { readonly said: Said }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.said;
    const said = say(text);
    if (known.size < most && text.length < 500) known.set(ownCopy(text), { said });
    return said;
  };
}
