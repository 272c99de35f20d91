import { describe } from "vitest";
import { useStore } from "./open-ledger.ts";

// The tests of the ledger once more, word for word, each ledger in a schema of a PostgreSQL server.
useStore("postgres");

describe("intake", async () => {
  await import("./intake.test.ts");
});
describe("pools", async () => {
  await import("./pools.test.ts");
});
describe("codes that are replaced", async () => {
  await import("./replace-code.test.ts");
});
describe("approvals and events", async () => {
  await import("./approvals.test.ts");
});
describe("the chain of events", async () => {
  await import("./events.test.ts");
});
describe("mailings", async () => {
  await import("./mailings.test.ts");
});
describe("purge", async () => {
  await import("./purge.test.ts");
});
