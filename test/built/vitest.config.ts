import { defineConfig } from "vitest/config";

/** What a package is like once it is built and installed. Slow, and needs the package registry: not part of `npm test`. */
export default defineConfig({
  test: { include: ["test/built/*.smoke.ts"], testTimeout: 60_000, hookTimeout: 240_000 },
});
