import { constants, inflateRawSync } from "node:zlib";
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFRawStream, type PDFStream } from "pdf-lib";
import { refuse } from "./refused.ts";

// 64 MiB: a letterhead's drawing is some hundred kilobytes; what unpacks to more is an attack.
export const mostUnpacked = 67_108_864;
const chunk = 1_048_576;
const mostFilters = 8;

/** A stream's content without its filters; refused where it unpacks to more than 64 MiB, or more than eight times. */
export function decodedStream(stream: PDFStream): Uint8Array {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  const { dict, contents } = stream;
  const filter = dict.lookup(PDFName.of("Filter"));
  const given = dict.lookup(PDFName.of("DecodeParms"));
  const filters = filter instanceof PDFArray ? filter.asArray().map((_, at) => filter.lookup(at)) : [filter];
  if (filters.length > mostFilters) refuse("it is packed more than eight times over");
  return filters.reduce<Uint8Array>((bytes, each, at) => {
    if (each === undefined) return bytes;
    if (String(each) === "/FlateDecode") return inflated(bytes);
    // One filter at a time, so that none takes in more than may come out of another.
    const one = PDFDict.withContext(dict.context);
    one.set(PDFName.of("Filter"), each);
    const parameters = given instanceof PDFArray ? given.lookup(at) : given;
    if (parameters !== undefined) one.set(PDFName.of("DecodeParms"), parameters);
    return withoutFilter(PDFRawStream.of(one, bytes));
  }, contents);
}

/** In pieces, each of which takes little more memory than it is long. */
function withoutFilter(stream: PDFRawStream): Uint8Array {
  const decoding = decodePDFRawStream(stream);
  const pieces: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const piece = decoding.getBytes(chunk);
    length += piece.length;
    if (length > mostUnpacked) refuse("it unpacks to more than 64 MB");
    // The decoder goes on in the same memory.
    pieces.push(Uint8Array.from(piece));
    if (piece.length < chunk) return Buffer.concat(pieces);
  }
}

/** Without the two bytes of the zlib header and its sum, which many programs write wrong. */
function inflated(bytes: Uint8Array): Uint8Array {
  const [method = 0, flags = 0] = bytes;
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0)
    refuse("its content is damaged");
  try {
    return inflateRawSync(bytes.subarray(2), {
      maxOutputLength: mostUnpacked,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    return refuse(isTooLarge ? "it unpacks to more than 64 MB" : "its content is damaged");
  }
}
