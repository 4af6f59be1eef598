import { readInterface, type Interface } from "./read-interface.ts";

const sources = new URL("../../packages/chatui/src/", import.meta.url);

/** What a product's code meets, in the order in which it meets it: the file and the interfaces in it. */
const shown: readonly (readonly [file: string, ...names: string[]])[] = [
  ["view/provider.tsx", "ChatUIProviderProps"],
  ["client/chat-config.ts", "ChatConfig"],
  ["client/theme/brand.ts", "Brand"],
  ["core/url-policy.ts", "UrlPolicy"],
  ["core/auth-adapter.ts", "AuthAdapter", "TokenRequest"],
  ["view/use-chat-ui.ts", "ChatUI"],
  ["client/window-api.ts", "MozaiksChat"],
  ["client/chat-events.ts", "OpenOptions", "ChatEvents", "SurfaceDetail"],
  ["core/chat-session.ts", "ChatSessionOptions", "ChatSession", "ChatState"],
];

/** docs/chatui-reference.md: every property that a host sets and every call it can make, out of their types. */
export function referencePage(): string {
  const interfaces = shown.flatMap(([file, ...names]) =>
    names.map((name) => readInterface(new URL(file, sources), name)),
  );
  return [
    "<!-- Generated from the types of packages/chatui by npm run generate. Do not edit. -->",
    "# ChatUI reference",
    "Every property a product sets and every call it can make. [The package's README](../packages/chatui/README.md) says how they go together.",
    ...interfaces.map(toSection),
    "",
  ].join("\n\n");
}

function toSection({ name, words, members }: Interface): string {
  const rows = members.map(
    ({ name: member, isOptional, type, words: about }) =>
      `| \`${member}\`${isOptional ? "" : " *"} | ${inCell(`\`${type}\``)} | ${inCell(about)} |`,
  );
  return [`## ${name}`, words, ["| name (* = always there) | type | |", "|---|---|---|", ...rows].join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function inCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
