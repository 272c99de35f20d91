/** Everything that can be wrong with a file that is read back, as a sentence. */
const faults = {
  "readback/not-a-pdf": "The file does not begin as a PDF file.",
  "readback/ends-early": "The file or a stream in it ends in the middle of something.",
  "readback/no-cross-reference": "The end of the file does not say where the cross-reference table is.",
  "readback/cross-reference-damaged": "The cross-reference table is damaged.",
  "readback/cross-reference-cyclic": "Cross-reference tables refer to each other in a circle.",
  "readback/encrypted": "The file is encrypted.",
  "readback/object-missing": "An object that is referred to does not exist.",
  "readback/object-not-there": "The cross-reference table points to something else than the object.",
  "readback/object-malformed": "An object is not written as PDF objects are.",
  "readback/object-wrong-kind": "An object is not of the kind that is needed here.",
  "readback/object-cyclic": "An object needs itself to be read.",
  "readback/nested-too-deeply": "Objects are nested more deeply than any print stream needs.",
  "readback/stream-length-missing": "A stream does not give its length.",
  "readback/stream-length-wrong": "A stream does not end where its length says.",
  "readback/stream-damaged": "A compressed stream cannot be expanded.",
  "readback/stream-too-large": "A stream expands to more than a page can need.",
  "readback/filter-unknown": "A stream uses a filter that print streams do not use.",
  "readback/page-tree-cyclic": "The page tree comes back to a page or node it has been to.",
  "readback/page-tree-malformed": "The page tree is not a tree of pages.",
  "readback/page-count-differs": "The file has another number of pages than it says.",
  "readback/page-missing": "The page is beyond the end of the file.",
  "readback/content-malformed": "The content of a page is not written as content is.",
  "readback/content-unbounded": "The content of a page draws itself without end.",
  "readback/font-missing": "A page sets text in a font that its resources do not have.",
  "readback/font-encoding-unknown": "A font's encoding is of a kind that print streams do not use.",
  "readback/font-without-widths": "A font does not say how wide its characters are.",
  "readback/font-damaged": "A font's tables are damaged.",
} as const;

/** The closed list of what can be wrong with a file that is read back. */
export type FaultCode = keyof typeof faults;

/** What is wrong, and where. Facts never hold what the page says. */
export type Fault = {
  readonly code: FaultCode;
  readonly file: string;
  /** Counted from 1; absent where the fault is not one page's. */
  readonly page?: number;
  /** Byte in the file; absent where the fault lies inside a compressed stream. */
  readonly offset?: number;
  readonly facts: Readonly<Record<string, string | number>>;
};

/** A value, or why the file does not give it. */
export type Outcome<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "fault"; readonly fault: Fault };

/** The fault as one sentence with its facts, for a problem's text. */
export function faultText(fault: Fault): string {
  const facts = Object.entries(fault.facts).map(([name, value]) => `${name} ${value}`);
  const where = [
    ...(fault.page === undefined ? [] : [`page ${fault.page}`]),
    ...(fault.offset === undefined ? [] : [`byte ${fault.offset}`]),
  ];
  const details = [...where, ...facts].join(", ");
  return details === "" ? faults[fault.code] : `${faults[fault.code]} (${details})`;
}

/** How the parser gives up, inside this folder only; `attempt` turns it into a value. */
export class Unreadable extends Error {
  readonly code: FaultCode;
  readonly offset: number | undefined;
  readonly facts: Fault["facts"];

  constructor(code: FaultCode, offset?: number, facts: Fault["facts"] = {}) {
    super(code);
    this.code = code;
    this.offset = offset;
    this.facts = facts;
  }
}

/** Does the work; what cannot be read becomes a fault of this file and page. Other errors pass through. */
export function attempt<T>(file: string, page: number | undefined, work: () => T): Outcome<T> {
  try {
    return { kind: "read", value: work() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, offset, facts } = error;
    const fault: Fault = {
      code,
      file,
      facts,
      ...(page === undefined ? {} : { page }),
      ...(offset === undefined ? {} : { offset }),
    };
    return { kind: "fault", fault };
  }
}
