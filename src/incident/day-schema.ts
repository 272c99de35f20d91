import { z } from "zod";
import { type Day, parseDay } from "../calendar/index.ts";

/** A calendar day in a JSON file. */
export const daySchema = z
  .string()
  .meta({ format: "date" })
  .refine((text) => parseDay(text) !== undefined, "a calendar day, YYYY-MM-DD")
  .transform((text) => text as Day);
