import type { Brand } from "../client/theme/brand.ts";
import type { EmbedOptions } from "./embed-options.ts";

/** What a script tag says. */
export interface TagOptions {
  readonly options: EmbedOptions;
  /** Whether the tag names a runtime: then the chat is there without a call of `boot()`. */
  readonly boots: boolean;
  /** Whether the rest may be loaded as soon as the page has nothing else to do. */
  readonly isEager: boolean;
}

const texts = [
  "token_url",
  "locale",
  "theme",
  "alignment",
  "custom_launcher_selector",
  "launcher_label",
  "launcher_text",
  "launcher_icon",
] as const;
const numbers = ["z_index", "horizontal_padding", "vertical_padding"] as const;

/** Reads the `data-*` attributes of the script tag: `data-token-url` is `token_url`. */
export function readTag(script: Element): TagOptions {
  const read = (name: string): string | undefined =>
    script.getAttribute(`data-${name.replaceAll("_", "-")}`) ?? undefined;
  const [baseUrl, wsUrl, brand] = ["base_url", "ws_url", "brand"].map(read);
  const [defaultAppId, askWorkflow] = ["app_id", "ask_workflow"].map(read);
  const given = [
    ...texts.map((name) => [name, read(name)]),
    ...numbers.map((name) => [name, read(name) && Number(read(name))]),
    ["api", { baseUrl }],
    ["ws", wsUrl && { baseUrl: wsUrl }],
    ["chat", { defaultAppId, askWorkflow }],
    ["brand", brand && toBrand(brand)],
    ["hide_default_launcher", read("hide_default_launcher") !== undefined],
  ];
  return {
    options: Object.fromEntries(given.filter(([, value]) => value !== undefined)) as EmbedOptions,
    boots: baseUrl !== undefined,
    isEager: read("preload") !== "none",
  };
}

/** An accent alone, or the whole brand as JSON. */
function toBrand(text: string): Brand {
  return text.startsWith("{") ? (JSON.parse(text) as Brand) : { accent: text };
}
