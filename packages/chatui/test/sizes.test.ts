import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { bundleChat } from "../scripts/bundle-chat.ts";
import { bundleEmbed, type EmbedBundle } from "../scripts/bundle-embed.ts";
import { setHostStage } from "./browser/host-stage.ts";
import { openScriptPage } from "./browser/script-tab.ts";
import { serveScriptPage } from "./browser/serve-script-page.ts";

/**
 * Most bytes, gzipped. Eager is all that has come when the widget shows its first message, styles included; what reads
 * markdown comes with the first message that has any. The script tag's sums hold the loader and Preact, React's no React.
 */
const budgets = {
  loader: 3_000,
  "script tag, eager": 60_000,
  /** In a browser the thumbs below the message have come too. */
  "script tag, as fetched": 60_000,
  "script tag, with markdown": 80_000,
  "React, eager": 45_000,
  "React, with markdown": 67_000,
} as const;

const stage = setHostStage(serveScriptPage);
const sizes: Partial<Record<keyof typeof budgets, number>> = {};
let embed: EmbedBundle;

beforeAll(async () => {
  embed = await bundleEmbed();
  const react = await bundleChat({ entry: "src/index.ts", external: [/^react(?:-dom)?(?:\/|$)/] });
  const loader = gzipped(embed.loader);
  sizes.loader = loader;
  sizes["script tag, eager"] = loader + sum(embed.chat.eager);
  sizes["script tag, with markdown"] = loader + sum(embed.chat.withMarkdown);
  sizes["React, eager"] = sum(react.eager);
  sizes["React, with markdown"] = sum(react.withMarkdown);
  process.stdout.write(table());
});

const built = (Object.keys(budgets) as (keyof typeof budgets)[]).filter((name) => name !== "script tag, as fetched");

it.each(built)("%s is within its budget", (name) => {
  expect(sizes[name], table()).toBeLessThanOrEqual(budgets[name]);
});

it("a browser has fetched no more than that when the first message stands in the widget", async () => {
  const { tab, asked } = await openScriptPage(stage, "/patient");
  await tab.button("Open the chat").click();
  await tab.box.waitFor();
  stage.chatsOf("ask")[0]?.say("m-first", "Guide", "Hello! What would you like to know?");
  await tab.sees("What would you like to know?");
  const fetched = asked.flatMap((address) => {
    const path = new URL(address).pathname.replace("/embed/", "");
    const file = embed.files.find((each) => each.path === path);
    return file ? [gzipped(file.content)] : [];
  });
  expect(fetched.length).toBeGreaterThan(2);
  expect(fetched.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(budgets["script tag, as fetched"]);
});

function sum(files: readonly { readonly code: string }[]): number {
  return files.reduce((bytes, { code }) => bytes + gzipped(code), 0);
}

/** As a server sends it. */
function gzipped(content: Uint8Array | string): number {
  return gzipSync(content, { level: 9 }).length;
}

function table(): string {
  const kB = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6);
  const lines = built.map((name) => `${name.padEnd(28)} ${kB(sizes[name] ?? 0)} of ${kB(budgets[name])} kB gz`);
  return `\n${lines.join("\n")}\n\n`;
}
