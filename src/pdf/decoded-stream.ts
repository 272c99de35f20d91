import { decodePDFRawStream, PDFRawStream, type PDFStream } from "pdf-lib";

/** A stream's content without its filters. */
export function decodedStream(stream: PDFStream): Uint8Array {
  return stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
}
