import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const conditions = ["@mozaiks/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts", "packages/*/{src,test}/**/*.test.{ts,tsx}", "examples/**/*.test.ts"],
    // Most tests wait for a process or a socket: two at a time halve the run even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
