import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const program = `
  import { registerHooks } from "node:module";
  const loaded = new Set();
  registerHooks({
    load(url, context, next) {
      const name = /@ai-sdk\\/([^/]+)/.exec(url)?.[1];
      if (name) loaded.add(name);
      return next(url, context);
    },
  });
  const { createModelProvider } = await import(process.argv[1]);
  const account = { apiKey: "k", baseUrl: "http://127.0.0.1:1" };
  const accounts = { openai: account, anthropic: account, azure: account, google: account };
  const provider = createModelProvider({ mode: "runtime", accounts });
  const atStart = [...loaded];
  const stream = provider.stream(
    { model: "anthropic/x", settings: {}, system: "", messages: [], tools: [], agent: "A", context: {} },
    { signal: new AbortController().signal },
  );
  const next = stream[Symbol.asyncIterator]().next();
  while (!loaded.has("anthropic")) await new Promise((resolve) => setImmediate(resolve));
  process.stdout.write(JSON.stringify({ atStart, after: [...loaded] }), () => process.exit(0));
`;

it("loads a provider's package with its first call, and none at start", async () => {
  const module = new URL("create-model-provider.ts", import.meta.url).href;
  const args = ["--conditions=@mozaiks/source", "--input-type=module", "-e", program, module];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
  const { atStart, after } = JSON.parse(stdout) as { atStart: string[]; after: string[] };
  expect(atStart).toEqual(["provider"]);
  expect(after).toContain("anthropic");
  expect(after).not.toEqual(expect.arrayContaining(["azure"]));
});
