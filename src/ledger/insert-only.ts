/**
 * The definition that makes the store itself refuse to change or delete rows of a table. It is no SQL: each
 * store puts `refusals` of its own in its place.
 */
export const insertOnly = (table: string) => `\nINSERT ONLY ${table};\n`;

/** Puts the refusals of a store in the place of every such definition. */
export function withRefusals(ddl: string, refusals: (table: string) => string): string {
  return ddl.replace(/INSERT ONLY (\w+);/g, (_, table: string) => refusals(table));
}
