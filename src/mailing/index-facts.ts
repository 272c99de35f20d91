import type { StreamIndex } from "../letter/index.ts";

/** What a JSON index says of its print stream as a whole: a few facts, however many letters it has. */
export type IndexFacts = {
  readonly pieces: number;
  readonly pages: number;
  readonly sheets: number;
  /** Of the first piece; every other has as many. */
  readonly sheetsEach: number;
  readonly firstPiece: string;
  readonly lastPiece: string;
  /** Pieces with an Intelligent Mail barcode. */
  readonly barcodes: number;
};

/** One variant in an index. */
export type IndexedVersion = {
  pieces: number;
  sheets: number;
  /** Of the first piece of it: its id, and the page of the stream on which it begins. */
  readonly firstPiece: string;
  readonly firstPage: number;
};

/** All that a job ticket needs of an index; versions by variant. */
export type ReadIndex = {
  readonly facts: IndexFacts;
  readonly versions: ReadonlyMap<string, Readonly<IndexedVersion>>;
};

/** Goes through an index once. */
export function readIndex({ pieces }: Pick<StreamIndex, "pieces">): ReadIndex {
  const versions = new Map<string, IndexedVersion>();
  const all = { pieces: 0, pages: 0, sheets: 0, barcodes: 0 };
  for (const { piece, pages, sheets, variant, imb, first_page: firstPage } of pieces) {
    all.pieces += 1;
    all.pages += pages;
    all.sheets += sheets;
    if (imb !== "") all.barcodes += 1;
    const known = versions.get(variant);
    if (known === undefined) versions.set(variant, { pieces: 1, sheets, firstPiece: piece, firstPage });
    else {
      known.pieces += 1;
      known.sheets += sheets;
    }
  }
  const [first, last] = [pieces[0], pieces.at(-1)];
  return {
    facts: {
      ...all,
      sheetsEach: first?.sheets ?? 0,
      firstPiece: first?.piece ?? "",
      lastPiece: last?.piece ?? "",
    },
    versions,
  };
}

/** What the indexes of one client's print streams say together; grows with streams and with variants. */
export type ClientIndexes = {
  /** Number of the shard → what the index of its print stream says. */
  readonly streams: Map<number, IndexFacts>;
  /** Variant → what all indexes have of it; its first piece is the one of the lowest shard. */
  readonly versions: Map<string, { pieces: number; sheets: number; first: FirstPiece }>;
};

type FirstPiece = { readonly shard: number; readonly piece: string; readonly page: number };

/** No index yet. */
export const noIndexes = (): ClientIndexes => ({ streams: new Map(), versions: new Map() });

/** Adds the index of a shard's print stream. The sum is the same in whatever order they are added. */
export function addIndex(to: ClientIndexes, shard: number, { facts, versions }: ReadIndex): void {
  to.streams.set(shard, facts);
  for (const [variant, { pieces, sheets, firstPiece, firstPage }] of versions) {
    const known = to.versions.get(variant);
    const first = { shard, piece: firstPiece, page: firstPage };
    if (known === undefined) to.versions.set(variant, { pieces, sheets, first });
    else {
      known.pieces += pieces;
      known.sheets += sheets;
      if (shard < known.first.shard) known.first = first;
    }
  }
}
