import { ChatRequestError } from "../core/chat-problem.ts";
import type { UrlPolicy } from "../core/url-policy.ts";
import type { Brand } from "./theme/brand.ts";

/** Everything a host sets. Plain JSON, so that it can come from a server. */
export interface ChatConfig {
  /** The runtime: `https://chat.example.com`. */
  readonly api: { readonly baseUrl: string };
  /** Where sockets go when it is not `api.baseUrl`. */
  readonly ws?: { readonly baseUrl: string };
  readonly chat?: {
    /** Keeps what is remembered of several apps on one origin apart. */
    readonly defaultAppId?: string;
    /** The workflow of Ask mode. Default `ask`. */
    readonly askWorkflow?: string;
  };
  /** Default `auto`: as the reader's system is set. */
  readonly theme?: "light" | "dark" | "auto";
  readonly brand?: Brand;
  /** What the chat speaks: `ar`, `de`, `en`, `es`, `fr`, `ja` or `zh`, also with a region (`de-AT`). Languages are loaded when they are named. Default `en`. */
  readonly locale?: string;
  /** The corner: where lines end (right in English) or where they begin. Default `end`. */
  readonly alignment?: "start" | "end";
  /** Pixels between launcher and window. Default 20. */
  readonly horizontal_padding?: number;
  readonly vertical_padding?: number;
  /** Default 2147483000. The overlay is above everything in any case. */
  readonly z_index?: number;
  readonly hide_default_launcher?: boolean;
  /** Elements of the host that toggle the chat when they are clicked. */
  readonly custom_launcher_selector?: string;
  /** What the launcher says to those who cannot see it, and shows beside its icon when `launcher_text` is set. */
  readonly launcher_label?: string;
  readonly launcher_text?: string;
  /** The address of a picture in the launcher. */
  readonly launcher_icon?: string;
  /** Where links in messages may go and pictures come from. Default: anywhere by http, https, mailto and tel. */
  readonly addresses?: UrlPolicy;
}

/** @throws ChatRequestError `config.invalid`: hosts write their configuration in plain JavaScript too. */
export function checkConfig(config: ChatConfig): ChatConfig {
  const baseUrl: unknown = (config as Partial<ChatConfig> | undefined)?.api?.baseUrl;
  if (typeof baseUrl === "string") return config;
  throw new ChatRequestError(0, {
    code: "config.invalid",
    title: "The chat was not told where its runtime is",
    detail: 'Give it `config={{ api: { baseUrl: "https://chat.example.com" } }}`; "" means this page\'s own origin.',
  });
}

/** An origin without a trailing slash; "" = the page's own. */
export function toOrigin(baseUrl: string): string {
  return (baseUrl === "" ? globalThis.location.origin : baseUrl).replace(/\/+$/, "");
}

export const defaultAskWorkflow = "ask";
