import { defineConfig } from "vitest/config";
import usual from "./vitest.config.ts";

/** Tests that take minutes because they wait for processes to be missed: `npm run test:long`, and in CI. */
export default defineConfig({ test: { ...usual.test, include: ["test/**/*.long.ts"] } });
