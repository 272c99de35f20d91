import type { BoundCode, Ledger, PieceRecord } from "../ledger/index.ts";
import type { Fields, ReaderVariant } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { FullFonts } from "../readback/index.ts";
import { type Census, variantOf } from "./census.ts";
import { type ExpectedPart, expectedParts } from "./expected-text.ts";
import type { MailingInputs } from "./inputs.ts";
import { fieldsOfPiece, type PieceBinding } from "./make-piece.ts";
import { Recent } from "./recent.ts";
import { Texts, type VariantWords } from "./texts.ts";
import { fullFontsOf } from "./verify-fonts.ts";

// Enough that asking for codes costs little beside reading; a hundred people are a small page of the ledger.
const peopleAtOnce = 100;

// More than one client's variants, most of the time: its shards follow each other.
const textsInUse = 400;

/** What a piece must say and to whom. */
export type ExpectedPiece = {
  readonly individual: Individual;
  readonly text: VariantWords;
  readonly binding: PieceBinding;
};

/** What one mailing's pieces are compared with; texts are composed again, once for each variant. */
export class Expectations {
  readonly #inputs: MailingInputs;
  readonly #ledger: Ledger;
  readonly #texts: Texts;
  readonly #words = new Recent<string, VariantWords>(textsInUse);
  readonly #fonts = new Map<string, FullFonts>();
  readonly #parts = new Recent<string, readonly ExpectedPart[]>(textsInUse);
  /** Of the pieces that come next: their variants, and the codes that the ledger binds to their people. */
  #next = new Map<PieceRecord, { readonly variant: ReaderVariant; readonly bound: BoundCode | undefined }>();

  constructor(inputs: MailingInputs, ledger: Ledger, census: Pick<Census, "exposed" | "populations">) {
    this.#inputs = inputs;
    this.#ledger = ledger;
    this.#texts = new Texts(inputs, census);
  }

  /** The same pieces; the codes of those that are wanted are asked for a hundred at once. */
  *ahead(
    pieces: Iterable<PieceRecord>,
    isWanted: (place: number) => boolean,
  ): Generator<PieceRecord, undefined> {
    let page: PieceRecord[] = [];
    let place = 0;
    for (const piece of pieces) {
      page.push(piece);
      if (page.length < peopleAtOnce) continue;
      this.#look(page, place, isWanted);
      yield* page;
      place += page.length;
      page = [];
    }
    this.#look(page, place, isWanted);
    yield* page;
  }

  #look(page: readonly PieceRecord[], place: number, isWanted: (place: number) => boolean): void {
    const wanted = page.flatMap((piece, at) =>
      piece.individual === undefined || !isWanted(place + at)
        ? []
        : [{ piece, individual: piece.individual, variant: variantOf(this.#inputs, piece.individual) }],
    );
    const codes = new Map<string, ReadonlyMap<string, BoundCode>>();
    const offerOf = ({ individual, variant }: (typeof wanted)[number]) =>
      JSON.stringify([individual.client, variant.facets.offer]);
    for (const [of, people] of Map.groupBy(wanted, offerOf)) {
      const [first] = people;
      const offer = first?.variant.facets.offer ?? null;
      const ids = people.map(({ individual }) => individual.id);
      if (first !== undefined && offer !== null)
        codes.set(of, this.#ledger.pools.boundTo(first.individual.client, offer, ids));
    }
    this.#next = new Map(
      wanted.map((each) => {
        const bound = codes.get(offerOf(each))?.get(each.individual.id);
        return [each.piece, { variant: each.variant, bound }];
      }),
    );
  }

  of(piece: PieceRecord): ExpectedPiece {
    const { id, individual, code } = piece;
    if (individual === undefined) throw new Error("a piece of this mailing has no person in the intake");
    const next = this.#next.get(piece);
    const { facets, key } = next?.variant ?? variantOf(this.#inputs, individual);
    let text = this.#words.get(key);
    if (text === undefined) {
      text = this.#texts.words(facets);
      this.#words.set(key, text);
    }
    // The ledger's own binding, not the code that the piece says it bears: the two are compared. Only a code that
    // was the person's and was voided since the piece was made stands for itself.
    const bound =
      facets.offer === null
        ? undefined
        : next?.bound !== undefined && next.bound.code === code
          ? next.bound
          : this.#ledger.pools.codeOf(individual.client, facets.offer, individual.id, code);
    const binding = { pieceId: id, code: bound?.code ?? null, codeExpires: bound?.expires ?? null };
    return { individual, text, binding };
  }

  /** The whole fonts of a client's letters. */
  fonts(client: string): FullFonts {
    let fonts = this.#fonts.get(client);
    if (fonts === undefined) {
      fonts = fullFontsOf(this.#inputs, client);
      this.#fonts.set(client, fonts);
    }
    return fonts;
  }

  fields({ individual, text, binding }: ExpectedPiece): Fields {
    return fieldsOfPiece(text, individual, binding);
  }

  parts(text: VariantWords): readonly ExpectedPart[] {
    let parts = this.#parts.get(text.wordsHash);
    if (parts === undefined) {
      parts = expectedParts(text.notice);
      this.#parts.set(text.wordsHash, parts);
    }
    return parts;
  }
}
