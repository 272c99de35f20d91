import type { Ledger, PieceRecord } from "../ledger/index.ts";
import type { Fields } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { FullFonts } from "../readback/index.ts";
import { type Census, variantOf } from "./census.ts";
import { type ExpectedPart, expectedParts } from "./expected-text.ts";
import type { MailingInputs } from "./inputs.ts";
import { fieldsOfPiece, type PieceBinding } from "./make-piece.ts";
import { Recent } from "./recent.ts";
import { Texts, type VariantWords } from "./texts.ts";
import { fullFontsOf } from "./verify-fonts.ts";

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

  constructor(inputs: MailingInputs, ledger: Ledger, census: Census) {
    this.#inputs = inputs;
    this.#ledger = ledger;
    this.#texts = new Texts(inputs, census);
  }

  of({ id, individual, code }: PieceRecord): ExpectedPiece {
    if (individual === undefined) throw new Error("a piece of this mailing has no person in the intake");
    const { facets, key } = variantOf(this.#inputs, individual);
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
