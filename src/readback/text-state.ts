import type { Font } from "./font.ts";
import type { GraphicsState } from "./graphics-state.ts";
import { name, number } from "./operands.ts";
import type { PdfValue } from "./pdf-value.ts";

/**
 * The state after a text state operator (ISO 32000-1, 9.3); undefined for any other operator. They may
 * stand outside of text objects too.
 */
export function afterTextState(
  operator: string,
  operands: readonly PdfValue[],
  state: GraphicsState,
  fontOf: (name: string) => Font,
): GraphicsState | undefined {
  switch (operator) {
    case "Tf":
      return { ...state, font: fontOf(name(operator, operands[0])), size: number(operator, operands[1]) };
    case "Tc":
      return { ...state, charSpace: number(operator, operands[0]) };
    case "Tw":
      return { ...state, wordSpace: number(operator, operands[0]) };
    case "Tz":
      return { ...state, stretch: number(operator, operands[0]) / 100 };
    case "TL":
      return { ...state, leading: number(operator, operands[0]) };
    case "Ts":
      return { ...state, rise: number(operator, operands[0]) };
    case "Tr":
      return { ...state, mode: number(operator, operands[0]) };
    case "TD":
      return { ...state, leading: -number(operator, operands[1]) };
    case '"':
      return { ...state, wordSpace: number(operator, operands[0]), charSpace: number(operator, operands[1]) };
    default:
      return undefined;
  }
}
