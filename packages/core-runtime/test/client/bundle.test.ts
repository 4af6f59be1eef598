import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

it("the client is small, and nothing of the server is in it", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ["packages/core-runtime/src/client.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["@mozaiks/source"],
    write: false,
    metafile: true,
  });
  const files = Object.keys(metafile.inputs).filter((path) => !path.includes("/src/client"));
  expect(files).toEqual(["packages/core-runtime/src/expression/order-values.ts"]);
  expect(gzipSync(outputFiles[0]?.contents ?? "").byteLength).toBeLessThan(6 * 1024);
});
