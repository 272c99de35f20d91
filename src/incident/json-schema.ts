import { z } from "zod";
import { clientSchema } from "./client.ts";
import { incidentSchema } from "./incident.ts";

/** A JSON Schema (draft 2020-12), for an editor to complete and check by. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The shape of incident.json as it is written, before defaults. */
export function incidentJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(incidentSchema, { io: "input" }), title: "incident.json" };
}

/** The shape of clients/<client>/client.json as it is written, before defaults. */
export function clientJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(clientSchema, { io: "input" }), title: "client.json" };
}
