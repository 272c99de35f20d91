import type { Individual } from "../people/index.ts";

/** An individual without what its row says anyway: client, id, file and row. */
export function individualToJson({ client: _client, id: _id, source: _source, ...rest }: Individual): string {
  return JSON.stringify(rest);
}

/** The row's part of an individual. */
export type IndividualRow = {
  readonly client: string;
  readonly id: string;
  readonly file: string;
  readonly row: number;
  readonly json: string;
};

/** The individual again, as it was taken in (or merged). */
export function individualOfRow({ client, id, file, row, json }: IndividualRow): Individual {
  const rest = JSON.parse(json) as Omit<Individual, "client" | "id" | "source">;
  return { client, id, ...rest, source: { file, row } };
}
