import type { Individual } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";

/** Two rows of one person as one, or what contradicts between them; then all rows of the person are held. */
export type MergeDuplicate = (
  first: Individual,
  second: Individual,
) => Individual | Problem | readonly Problem[];
