/** Bytes gathered one after another; grows, and is emptied to be used again. */
export class ByteSink {
  bytes: Buffer;
  length = 0;

  constructor(capacity = 16_384) {
    this.bytes = Buffer.alloc(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  /** Makes room for that many more bytes. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Bytes `from` to `to` of a part, all of it by default. */
  put(part: Uint8Array, from = 0, to = part.length): void {
    const size = to - from;
    this.reserve(size);
    const { bytes } = this;
    let at = this.length;
    // A call of set() costs more than copying a word byte by byte.
    if (size < 48) for (let i = from; i < to; i++) bytes[at++] = part[i] as number;
    else bytes.set(size === part.length ? part : part.subarray(from, to), at);
    this.length += size;
  }

  /** Text whose characters are all below 256. */
  ascii(text: string): void {
    const size = text.length;
    this.reserve(size);
    for (let i = 0; i < size; i++) this.bytes[this.length + i] = text.charCodeAt(i);
    this.length += size;
  }

  /** A copy of what was gathered. */
  copy(): Uint8Array {
    return Uint8Array.from(this.bytes.subarray(0, this.length));
  }
}
