import { posix } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, openPromise } from "yauzl";
import { BrokenWorkbook } from "./broken-workbook.ts";

/** A file in an archive: its bytes when unpacked, as the archive's directory states them. */
export type ZipPart = { readonly bytes: number; readonly entry: Entry };

export type ZipArchive = {
  /** The part with this name; case does not count (ECMA-376 part 2, 6.3.5). */
  readonly part: (name: string) => ZipPart | undefined;
  /** The part unpacked, in pieces; may be left before its end. One of more than `most` bytes is refused. */
  readonly read: (part: ZipPart, most: number) => AsyncGenerator<Buffer>;
  readonly close: () => void;
};

// A workbook has a part for every sheet, chart and picture, no more.
const mostParts = 100_000;

/** What the disk says is thrown as it is; all else is the archive's fault. */
function blame(error: unknown): never {
  if (error instanceof BrokenWorkbook || !(error instanceof Error) || "syscall" in error) throw error;
  throw new BrokenWorkbook(`the archive is damaged: ${error.message}`);
}

/**
 * Opens a ZIP archive by its directory, which is held in memory; parts are unpacked as they are read, never
 * more than the directory states, and their checksum is compared. Throws `BrokenWorkbook`, or what the disk throws.
 */
export async function openZip(path: string): Promise<ZipArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(blame);
  const parts = new Map<string, ZipPart>();
  try {
    if (zip.entryCount > mostParts) throw new BrokenWorkbook("too many parts");
    for await (const entry of zip.eachEntry())
      parts.set(entry.fileName.toLowerCase(), { bytes: entry.uncompressedSize, entry });
  } catch (error) {
    zip.close();
    blame(error);
  }

  async function* read({ entry, bytes }: ZipPart, most: number): AsyncGenerator<Buffer> {
    if (bytes > most) throw new BrokenWorkbook("a part is too large", { kind: "tooLarge", bytes, most });
    let checksum = 0;
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        checksum = crc32(chunk as Buffer, checksum);
        yield chunk as Buffer;
      }
    } catch (error) {
      blame(error);
    }
    if (checksum !== entry.crc32) throw new BrokenWorkbook("a checksum differs");
  }
  return {
    part: (name) => parts.get(posix.normalize(name).replace(/^\/+/, "").toLowerCase()),
    read,
    close: () => zip.close(),
  };
}
