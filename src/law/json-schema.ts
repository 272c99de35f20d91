import { z } from "zod";
import { contactsSchema } from "./contacts-file.ts";
import { jurisdictionSchema } from "./jurisdiction.ts";

/** The JSON Schema of the files in `jurisdictions/`, for editors; committed as schema.json. */
export function lawJsonSchema(): unknown {
  return z.toJSONSchema(z.discriminatedUnion("kind", [jurisdictionSchema, contactsSchema]), {
    target: "draft-2020-12",
    io: "input",
  });
}
