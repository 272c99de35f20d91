import { Writable } from "node:stream";
import { styleText } from "node:util";

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };
type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";

/**
 * The only place that prints. Results go to `out`; progress, warnings and next steps go to `err`. With
 * `json`, `out` carries exactly one document. Colour only on a terminal and without NO_COLOR.
 */
export class Terminal {
  readonly json: boolean;
  readonly #out: Stream;
  readonly #err: Stream;
  readonly #colour: boolean;

  constructor(out: Stream, err: Stream, options: { json: boolean; colour: boolean }) {
    this.#out = out;
    this.#err = err;
    this.json = options.json;
    this.#colour = options.colour;
  }

  /** Whether a person watches: progress bars are drawn only then. */
  get watched(): boolean {
    return this.#err.isTTY === true;
  }

  /** Characters that a line of the result may have: the terminal's, within what is easy to read. */
  get width(): number {
    return Math.min(Math.max(this.#out.columns ?? 100, 60), 110);
  }

  /** How wide a table may be: as the terminal is; in a file or a pipe there is no limit. */
  get tableWidth(): number {
    return this.#out.isTTY ? (this.#out.columns ?? Infinity) : Infinity;
  }

  get errorStream(): Writable {
    return this.#err;
  }

  /** One that prints nothing and keeps every line, in the order in which they came, without colour. */
  static recording(): { readonly terminal: Terminal; readonly lines: readonly string[] } {
    const lines: string[] = [];
    const stream = new Writable({
      decodeStrings: false,
      write: (text: string, _, done) => {
        lines.push(...text.replace(/\n$/, "").split("\n"));
        done();
      },
    });
    return { terminal: new Terminal(stream, stream, { json: false, colour: false }), lines };
  }

  /** The same, with results printed beside and no documents: for the steps of a command that gives its own. */
  aside(): Terminal {
    return new Terminal(this.#err, this.#err, { json: false, colour: this.#colour });
  }

  /** A line of the result; silent with --json. */
  print(line = ""): void {
    if (!this.json) this.#out.write(`${line}\n`);
  }

  /** A line beside the result: progress, warnings, what to do next. */
  note(line = ""): void {
    this.#err.write(`${line}\n`);
  }

  /** The one document of --json; silent without. */
  document(value: unknown): void {
    if (this.json) this.#out.write(`${JSON.stringify(value, null, 1)}\n`);
  }

  style(style: Style, text: string): string {
    return this.#colour ? styleText(style, text, { validateStream: false }) : text;
  }
}
