import { createHash } from "node:crypto";
import { proofHash } from "../approval/index.ts";
import { allowedSites, emailTexts, linkProblems } from "../email/index.ts";
import type { Client } from "../incident/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import { type CompiledLetter, compileLetter, smallestNoticeType } from "../letter/index.ts";
import {
  compose,
  contentCheck,
  type Facets,
  type LanguageWords,
  lawForFacets,
  type Notice,
  noticeHtml,
  noticeText,
  typeSizeProblems,
  variantKey,
  wordsFor,
} from "../notice/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import { type MailingInputs, stationeryOf } from "./inputs.ts";
import { Recent } from "./recent.ts";

/** What one variant says and to whom: all that its finished pieces are compared with. */
export type VariantWords = {
  readonly variant: string;
  readonly facets: Facets;
  readonly client: Client;
  /** What fields are said with, in the notice's language. */
  readonly languageWords: LanguageWords;
  readonly notice: Notice;
  readonly law: NoticeLaw;
  /** Equal for variants whose readers read the same words on the same paper. */
  readonly wordsHash: string;
};

/** What is kept of every variant: what it is, what an approval of it binds to, what is wrong with it. */
export type TextState = Omit<VariantWords, "notice" | "law"> & {
  readonly proofHash: string;
  readonly problems: readonly Problem[];
};

/** The text of one variant, ready for the press; kept while it is in use. */
export type VariantText = TextState &
  VariantWords & {
    /** On paper; undefined for e-mail. */
    readonly letter: CompiledLetter | undefined;
  };

/** What an e-mail shows beside its notice: the frame around it, who sends it, who gets the answers. */
function emailFrameHash(notice: Notice, client: Client): string {
  const frame = emailTexts(notice, { text: "", html: "" }, client);
  const shown = [frame.text, frame.html, client.emailSender ?? null, client.contact?.email ?? null];
  return createHash("sha256").update(JSON.stringify(shown)).digest("hex");
}

/** Links that lead elsewhere than to the client, its offers and public offices. No field can hold a link. */
function linksOf(notice: Notice, client: Client): readonly Problem[] {
  const inner = { text: noticeText(notice, {}), html: noticeHtml(notice, {}) };
  const { text, html } = emailTexts(notice, inner, client);
  const sites = allowedSites(client);
  const where = { variant: notice.variant };
  return [...linkProblems(html, sites, where), ...linkProblems(text, sites, where)];
}

// A client has a few hundred variants at most and its shards follow each other; a text takes up to 0.3 MB.
const textsInUse = 400;

/** Composes, checks and lays out each variant; the last few hundred texts are kept. */
export class Texts {
  readonly #inputs: MailingInputs;
  readonly #census: Census;
  readonly #states = new Map<string, TextState>();
  readonly #texts = new Recent<string, VariantText>(textsInUse);
  /** Variants with the same words share one layout. */
  readonly #letters = new Recent<string, { letter: CompiledLetter; problems: readonly Problem[] }>(
    textsInUse,
  );

  constructor(inputs: MailingInputs, census: Census) {
    this.#inputs = inputs;
    this.#census = census;
  }

  /** What is known of a variant for good. */
  state(facets: Facets): TextState {
    const key = variantKey(facets);
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const { notice: _, law: __, letter: ___, ...state } = this.of(facets);
    this.#states.set(key, state);
    return state;
  }

  of(facets: Facets): VariantText {
    const variant = variantKey(facets);
    const known = this.#texts.get(variant);
    if (known !== undefined) return known;
    const made = this.#make(facets);
    this.#texts.set(variant, made);
    return made;
  }

  /** Composes a variant's text without checking it or laying it out; nothing is kept. */
  words(facets: Facets): VariantWords {
    return this.#compose(facets).words;
  }

  #compose(facets: Facets): { readonly words: VariantWords; readonly problems: readonly Problem[] } {
    const { folder, law, templates, contacts } = this.#inputs;
    const { incident } = folder;
    const client = folder.clients.find(({ client }) => client.id === facets.client)?.client;
    if (client === undefined) throw new Error("a variant names a client that is not in the folder");
    const exposed = this.#census.exposed.get(client.id);
    const ofLaw = lawForFacets(facets, law, incident, client, exposed);
    const composed = compose(templates, facets, {
      incident,
      client,
      law: ofLaw,
      contacts,
      ...(exposed === undefined ? {} : { exposed }),
      residentCount: this.#census.populations.get(client.id)?.byJurisdiction.get(facets.jurisdiction),
    });
    const notice = composed.value;
    const { title, date, language, blocks } = notice;
    const wordsHash = createHash("sha256")
      .update(JSON.stringify([facets.client, facets.channel, language, title, date, blocks]))
      .digest("hex");
    // A text without its language's words is stopped by its own problem; these never reach anybody.
    const languageWords = wordsFor(templates, client.id, language) ?? wordsFor(templates, client.id, "en");
    if (languageWords === undefined) throw new Error("the program's own words are missing");
    const words = {
      variant: variantKey(facets),
      facets,
      client,
      languageWords,
      notice,
      law: ofLaw,
      wordsHash,
    };
    return { words, problems: composed.problems };
  }

  #make(facets: Facets): VariantText {
    const composed = this.#compose(facets);
    const { notice, law, client, wordsHash } = composed.words;
    const problems = [...composed.problems, ...contentCheck(notice, law, this.#inputs.templates)];
    const letter =
      facets.channel === "letter" ? this.#letter(wordsHash, facets, notice, problems) : undefined;
    if (letter !== undefined) problems.push(...typeSizeProblems(law, smallestNoticeType, notice.variant));
    if (facets.channel === "email") problems.push(...linksOf(notice, client));
    return {
      ...composed.words,
      letter,
      proofHash: proofHash({
        notice: notice.hash,
        law: law.hash,
        layout: letter?.hash ?? emailFrameHash(notice, client),
        // Terms that reach the reader through fields are part of what is approved too.
        offer: JSON.stringify(client.offers.find(({ id }) => id === facets.offer) ?? null),
      }),
      problems,
    };
  }

  #letter(
    wordsHash: string,
    facets: Facets,
    notice: Notice,
    problems: Problem[],
  ): CompiledLetter | undefined {
    let laidOut = this.#letters.get(wordsHash);
    if (laidOut === undefined) {
      const stationery = stationeryOf(this.#inputs, facets.client, false);
      if (stationery === undefined) return undefined;
      // Named by its words, so that the hash of the layout does not depend on which variant came first.
      const compiled = compileLetter({ ...notice, variant: wordsHash, hash: wordsHash }, stationery);
      laidOut = { letter: compiled.value, problems: compiled.problems };
      this.#letters.set(wordsHash, laidOut);
    }
    // The problem is this variant's, not the layout's that variants share.
    const where = { variant: variantKey(facets), client: facets.client };
    problems.push(...laidOut.problems.map((p) => ({ ...p, where: { ...p.where, ...where } })));
    return laidOut.letter;
  }
}
