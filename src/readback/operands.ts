import { Unreadable } from "./fault.ts";
import type { Matrix } from "./graphics-state.ts";
import { as, type PdfValue } from "./pdf-value.ts";

/** Content that is not written as content is, at this operator. */
export function malformed(operator: string): Unreadable {
  return new Unreadable("readback/content-malformed", undefined, { operator });
}

/** The operand as a number; a fault if it is none. */
export function number(operator: string, value: PdfValue | undefined): number {
  if (typeof value !== "number") throw malformed(operator);
  return value;
}

/** Exactly so many operands, all numbers. */
export function numbers(operator: string, values: readonly PdfValue[], count: number): readonly number[] {
  if (values.length !== count) throw malformed(operator);
  return values.map((value) => number(operator, value));
}

/** Six operands as a matrix. */
export function matrix(operator: string, values: readonly PdfValue[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers(operator, values, 6);
  return [a, b, c, d, e, f];
}

/** The operand as a name. */
export function name(operator: string, value: PdfValue | undefined): string {
  const found = as("name", value);
  if (found === undefined) throw malformed(operator);
  return found.name;
}
