import { createHash } from "node:crypto";
import { proofHash } from "../approval/index.ts";
import { allowedSites, emailTexts, linkProblems } from "../email/index.ts";
import type { Client } from "../incident/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import { type CompiledLetter, compileLetter, type Stationery, smallestNoticeType } from "../letter/index.ts";
import {
  type Block,
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

/** What the press needs of a variant: its words, laid out; kept while it is in use. */
export type PressText = VariantWords & {
  /** On paper; undefined for e-mail. */
  readonly letter: CompiledLetter | undefined;
};

/** The text of one variant with what is known of it. */
export type VariantText = TextState & PressText;

type Composed = {
  readonly text: PressText;
  readonly composing: readonly Problem[];
  readonly layout: readonly Problem[];
};

// Variants share most of their blocks.
const blocksAsJson = new WeakMap<Block, string>();

function jsonOf(block: Block): string {
  let json = blocksAsJson.get(block);
  if (json === undefined) {
    json = JSON.stringify(block);
    blocksAsJson.set(block, json);
  }
  return json;
}

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

// A client has a few hundred variants at most, which its lists name in any order; a text takes up to 0.3 MB.
const textsOfClient = 400;

/** So many texts are in use where pieces come in the order of their ZIP codes: those of several States. */
export const textsOfStates = 120;

/** Composes and lays out each variant, and checks it once; the last few hundred texts are kept. */
export class Texts {
  readonly #inputs: MailingInputs;
  readonly #census: Pick<Census, "exposed" | "populations">;
  readonly #states = new Map<string, TextState>();
  readonly #laws: Recent<string, NoticeLaw>;
  readonly #stationeries = new Map<string, Stationery | undefined>();
  readonly #texts: Recent<string, Composed>;
  /** Variants with the same words share one layout. */
  readonly #letters: Recent<string, { letter: CompiledLetter; problems: readonly Problem[] }>;

  /** `kept`: how many texts are kept. */
  constructor(
    inputs: MailingInputs,
    census: Pick<Census, "exposed" | "populations">,
    kept: number = textsOfClient,
  ) {
    this.#inputs = inputs;
    this.#census = census;
    this.#laws = new Recent(kept);
    this.#texts = new Recent(kept);
    this.#letters = new Recent(kept);
  }

  /** What is known of a variant for good. */
  state(facets: Facets): TextState {
    const key = variantKey(facets);
    let state = this.#states.get(key);
    if (state === undefined) {
      state = this.#check(this.#composed(key, facets));
      this.#states.set(key, state);
    }
    return state;
  }

  /** A variant's text and what is known of it. */
  of(facets: Facets): VariantText {
    const state = this.state(facets);
    return { ...this.forPress(facets, state.variant), ...state };
  }

  /** A variant's text without the checks, which it has behind it; `variant` is the facets' key. */
  forPress(facets: Facets, variant: string): PressText {
    return this.#composed(variant, facets).text;
  }

  /** Gives back the memory of all texts, for whoever goes on elsewhere; what is known of variants stays. */
  forget(): void {
    this.#texts.clear();
    this.#letters.clear();
    this.#laws.clear();
  }

  /** Composes a variant's text without checking it or laying it out; nothing is kept. */
  words(facets: Facets): VariantWords {
    return this.#compose(facets).words;
  }

  #composed(variant: string, facets: Facets): Composed {
    const known = this.#texts.get(variant);
    if (known !== undefined) return known;
    const { words, problems: composing } = this.#compose(facets);
    const laidOut = facets.channel === "letter" ? this.#letter(words) : undefined;
    const made = { text: { ...words, letter: laidOut?.letter }, composing, layout: laidOut?.problems ?? [] };
    this.#texts.set(variant, made);
    return made;
  }

  #compose(facets: Facets): { readonly words: VariantWords; readonly problems: readonly Problem[] } {
    const { folder, law, templates, contacts } = this.#inputs;
    const { incident } = folder;
    const client = folder.clients.find(({ client }) => client.id === facets.client)?.client;
    if (client === undefined) throw new Error("a variant names a client that is not in the folder");
    const exposed = this.#census.exposed.get(client.id);
    const ofLaw = this.#lawOf(facets, () => lawForFacets(facets, law, incident, client, exposed));
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
    const head = JSON.stringify([facets.client, facets.channel, language, title, date]);
    const wordsHash = createHash("sha256")
      .update(`${head.slice(0, -1)},[${blocks.map(jsonOf).join()}]]`)
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

  /** The law of all variants that it is asked the same about. */
  #lawOf(facets: Facets, ask: () => NoticeLaw): NoticeLaw {
    const { client, jurisdiction, stateLaw, phi, exposure, offer } = facets;
    const key = JSON.stringify([client, jurisdiction, stateLaw, phi, exposure, offer !== null]);
    let law = this.#laws.get(key);
    if (law === undefined) {
      law = ask();
      this.#laws.set(key, law);
    }
    return law;
  }

  #stationeryOf(client: string): Stationery | undefined {
    if (!this.#stationeries.has(client))
      this.#stationeries.set(client, stationeryOf(this.#inputs, client, false));
    return this.#stationeries.get(client);
  }

  #check({ text: { notice, law, letter, ...words }, composing, layout }: Composed): TextState {
    const { facets, client } = words;
    const problems = [...composing, ...contentCheck(notice, law, this.#inputs.templates), ...layout];
    if (letter !== undefined) problems.push(...typeSizeProblems(law, smallestNoticeType, notice.variant));
    if (facets.channel === "email") problems.push(...linksOf(notice, client));
    return {
      ...words,
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

  #letter({
    wordsHash,
    facets,
    notice,
    variant,
  }: VariantWords): { readonly letter: CompiledLetter; readonly problems: readonly Problem[] } | undefined {
    let laidOut = this.#letters.get(wordsHash);
    if (laidOut === undefined) {
      const stationery = this.#stationeryOf(facets.client);
      if (stationery === undefined) return undefined;
      // Named by its words, so that the hash of the layout does not depend on which variant came first.
      const compiled = compileLetter({ ...notice, variant: wordsHash, hash: wordsHash }, stationery);
      laidOut = { letter: compiled.value, problems: compiled.problems };
      this.#letters.set(wordsHash, laidOut);
    }
    // The problem is this variant's, not the layout's that variants share.
    const where = { variant, client: facets.client };
    return {
      letter: laidOut.letter,
      problems: laidOut.problems.map((p) => ({ ...p, where: { ...p.where, ...where } })),
    };
  }
}
