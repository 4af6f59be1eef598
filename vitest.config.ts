import { defineConfig } from "vitest/config";

const conditions = ["@mozaiks/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts", "packages/*/{src,test}/**/*.test.{ts,tsx}", "examples/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
