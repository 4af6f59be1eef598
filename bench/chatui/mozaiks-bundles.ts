import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleChat } from "../../packages/chatui/scripts/bundle-chat.ts";
import { bundleEmbed } from "../../packages/chatui/scripts/bundle-embed.ts";
import type { PageFiles } from "./bundle-peer.ts";

/** What comes when, gzipped: for the first message, for the first one in markdown, and for all the rest. */
export interface ChatSizes {
  readonly name: string;
  readonly first: number;
  readonly withMarkdown: number;
  readonly lazy: number;
  readonly lazyFiles: number;
}

/** Our chat in both forms, as packages/chatui/test/sizes.test.ts holds it to its budgets. */
export async function sizesOfMozaiks(): Promise<readonly ChatSizes[]> {
  const react = await bundleChat({ entry: "src/index.ts", external: [/^react(?:-dom)?(?:\/|$)/] });
  const embed = await bundleEmbed();
  const forms = [
    { name: "@mozaiks/chatui, React", chat: react, loader: 0 },
    { name: "@mozaiks/chatui, script tag with Preact", chat: embed.chat, loader: gzipped(embed.loader) },
  ];
  return forms.map(({ name, chat, loader }) => {
    const later = chat.files.filter((file) => !chat.withMarkdown.includes(file));
    const sum = (files: typeof later): number => files.reduce((bytes, { code }) => bytes + gzipped(code), 0);
    return {
      name,
      first: loader + sum([...chat.eager]),
      withMarkdown: loader + sum([...chat.withMarkdown]),
      lazy: sum(later),
      lazyFiles: later.length,
    };
  });
}

/** A product in React with the chat in it, React included. */
export async function reactPage(): Promise<PageFiles> {
  const { files } = await bundleChat({ entry: join(import.meta.dirname, "targets", "mozaiks.tsx") });
  const scripts = files.map(({ fileName, code }) => [`/${fileName}`, code] as const);
  return new Map([...scripts, ["/", pageWith('<script type="module" src="/mozaiks-chat.js"></script>')]]);
}

/** A plain page with the script tag, which opens the chat at once. */
export async function scriptTagPage(): Promise<PageFiles> {
  const { files } = await bundleEmbed();
  const scripts = files.map(({ path, content }) => [`/${path}`, content] as const);
  const tags = '<script defer src="/loader.js" data-base-url=""></script><script defer src="/open.js"></script>';
  return new Map<string, Uint8Array | string>([...scripts, ["/open.js", "mozaiksChat.open();"], ["/", pageWith(tags)]]);
}

function pageWith(tags: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A product</title>' +
    `${tags}</head><body><div id="page"></div></body></html>`
  );
}

function gzipped(content: Uint8Array | string): number {
  return gzipSync(content, { level: 9 }).length;
}
