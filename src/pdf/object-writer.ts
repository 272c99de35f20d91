/** What writes numbered objects into a file. */
export type ObjectWriter = {
  /** Takes an object number now for an object written later. */
  reserve(): number;
  /** Writes an object; returns its number. */
  object(body: string, number?: number): number;
  /** Writes a stream as it is; returns its object number. */
  stream(entries: string, bytes: Uint8Array): number;
};
