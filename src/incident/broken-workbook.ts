/** Why a workbook is not read on. A row that is too long stands for one that never ends. */
export type WorkbookFault =
  | { readonly kind: "broken" | "rowTooLong"; readonly row?: number }
  | { readonly kind: "tooLarge"; readonly bytes: number; readonly most: number };

/** Thrown by whatever reads a workbook, told as a problem where the workbook was opened. */
export class BrokenWorkbook extends Error {
  readonly fault: WorkbookFault;

  constructor(message: string, fault: WorkbookFault = { kind: "broken" }) {
    super(message);
    this.fault = fault;
  }
}
