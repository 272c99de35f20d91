import type { Font } from "./font.ts";

/** `[a b c d e f]` of ISO 32000-1, 8.3.3: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `m`, then `n`. (Not named `then`: that would make the module a promise to `import()`.) */
export function product(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

/** What `q` saves, as far as it moves text (ISO 32000-1, 8.4.1 and 9.3.1). */
export type GraphicsState = {
  readonly ctm: Matrix;
  readonly font: Font | undefined;
  readonly size: number;
  readonly charSpace: number;
  readonly wordSpace: number;
  /** 1 for the font's own width (Tz 100). */
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
  readonly mode: number;
};

export const initialState: GraphicsState = {
  ctm: identity,
  font: undefined,
  size: 0,
  charSpace: 0,
  wordSpace: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
  mode: 0,
};

/** Whether the states print the same. */
export function samePrint(s: GraphicsState, t: GraphicsState): boolean {
  if (s === t) return true;
  const [m, n] = [s.ctm, t.ctm];
  return (
    s.font === t.font &&
    s.size === t.size &&
    m[4] === n[4] &&
    m[5] === n[5] &&
    m[0] === n[0] &&
    m[1] === n[1] &&
    m[2] === n[2] &&
    m[3] === n[3] &&
    s.charSpace === t.charSpace &&
    s.wordSpace === t.wordSpace &&
    s.stretch === t.stretch &&
    s.leading === t.leading &&
    s.rise === t.rise &&
    s.mode === t.mode
  );
}
