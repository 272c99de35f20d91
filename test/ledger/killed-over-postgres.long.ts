import { describe } from "vitest";
import { useStore } from "./open-ledger.ts";

// What must survive a kill survives it with PostgreSQL too: the server undoes what was not committed.
useStore("postgres");

describe("killed processes", async () => {
  await import("./killed.long.ts");
});
