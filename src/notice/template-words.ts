import type { TemplateOverride } from "../incident/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { type LanguageWords, languageWordsSchema, readWords, taglinesSchema } from "./language-words.ts";

/** What a folder of templates brings beside its texts: words by language, and the languages' taglines. */
type Words = {
  readonly words: ReadonlyMap<string, LanguageWords>;
  readonly taglines: ReadonlyMap<string, string>;
};
type Layer = {
  readonly words: Map<string, LanguageWords>;
  readonly taglines: Map<string, string>;
};

/** The words that count: our own, then what an incident or a client puts in their place. */
export type WordLayers = {
  readonly own: Words;
  readonly forIncident: Words;
  readonly forClient: ReadonlyMap<string, Words>;
};

/** Templates, as far as their words go. */
type WithWords = { readonly words: WordLayers };

const wordsFile = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\/words\.json$/;
const taglinesFile = "taglines.json";

/** Whether the file holds words and is no template. */
export function isWordsFile(name: string): boolean {
  return name === taglinesFile || wordsFile.test(name);
}

/**
 * Reads the files of words. A language that has templates and no words of its own is a problem: its
 * dates, lists and checks would silently be another language's.
 */
export function wordLayers(
  files: ReadonlyMap<string, string>,
  overrides: readonly Pick<TemplateOverride, "client" | "template" | "text">[],
): Read<WordLayers> {
  const problems: Problem[] = [];
  const empty = (): Layer => ({ words: new Map(), taglines: new Map() });
  const own = empty();
  const forIncident = empty();
  const forClient = new Map<string, Layer>();
  const named = new Set<string>();
  const take = (layer: Layer, name: string, text: string) => {
    named.add(name);
    const language = wordsFile.exec(name)?.[1];
    if (language !== undefined) {
      const read = readWords(name, text, languageWordsSchema);
      problems.push(...read.problems);
      if (read.value === undefined) return;
      if (read.value.language !== language)
        problems.push(
          problem(
            "notice/words-unusable",
            { template: name, path: "language" },
            { wanted: `“${language}”, as the folder` },
          ),
        );
      layer.words.set(language, read.value);
    } else if (name === taglinesFile) {
      const read = readWords(name, text, taglinesSchema);
      problems.push(...read.problems);
      for (const [of, line] of Object.entries(read.value?.taglines ?? {})) layer.taglines.set(of, line);
    }
  };

  for (const [name, text] of files) take(own, name, text);
  for (const { client, template, text } of overrides) {
    if (!isWordsFile(template)) continue;
    if (client !== null && !forClient.has(client)) forClient.set(client, empty());
    take(client === null ? forIncident : (forClient.get(client) ?? empty()), template, text);
  }

  const templates = [...files.keys(), ...overrides.map(({ template }) => template)];
  const languages = new Set(
    templates.flatMap((name) => (name.endsWith(".md") && name.includes("/") ? [name.split("/")[0]] : [])),
  );
  for (const language of [...languages].sort())
    if (!named.has(`${language}/words.json`))
      problems.push(problem("notice/words-missing", { template: `${language}/words.json` }));
  return { value: { own, forIncident, forClient }, problems };
}

/** A language's words for this client; undefined where the language has none, which is a load problem. */
export function wordsFor({ words }: WithWords, client: string, language: string): LanguageWords | undefined {
  return (
    words.forClient.get(client)?.words.get(language) ??
    words.forIncident.words.get(language) ??
    words.own.words.get(language)
  );
}

/** The line in a language that says where to call for help in it, `{tollFree}` still in it. */
export function taglineFor({ words }: WithWords, client: string, language: string): string | undefined {
  return (
    words.forClient.get(client)?.taglines.get(language) ??
    words.forIncident.taglines.get(language) ??
    words.own.taglines.get(language)
  );
}
