/** English syllables by vowel groups: the usual estimate, within a few per cent over a whole letter. */
export function englishSyllables(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = plain.replace(/(?:[^laeiouy]es|[^aeioudt]ed|[^laeiouy]e)$/, "").match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 0);
}

/**
 * Spanish syllables, which follow from spelling: one for each vowel or diphthong; two strong vowels (a, e,
 * o, or an accented í, ú) side by side are two; the u of que, qui, gue, gui is silent.
 */
export function spanishSyllables(word: string): number {
  const plain = word
    .toLowerCase()
    .normalize("NFC")
    .replace(/([qg])u(?=[eiéí])/g, "$1")
    .replace(/y(?![aeiouáéíóúü])/g, "i");
  const groups = plain.match(/[aeiouáéíóúü]+/g) ?? [];
  const count = groups.reduce((sum, group) => sum + Math.max(1, group.match(/[aeoáéíóú]/g)?.length ?? 0), 0);
  return Math.max(1, count);
}
