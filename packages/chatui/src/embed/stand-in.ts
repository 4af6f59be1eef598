import { launcher as words } from "../locales/en/launcher.ts";
import type { EmbedOptions } from "./embed-options.ts";

/** The launcher before the rest is loaded. */
export interface StandIn {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  /** Somebody waits for the chat, or waited in vain. */
  show(state: "ready" | "loading" | "failed"): void;
}

/**
 * As styles/surfaces.css has it, in em of the reader's medium text. A brand's accent is taken as it is: the real launcher
 * may have to darken it until it can be read.
 */
const sheet = `:host{all:initial!important;display:contents!important}
button{all:unset;box-sizing:border-box;position:fixed;font:600 1em/1.6 system-ui;display:flex;justify-content:center;align-items:center;gap:.625em;min-width:3.5em;height:3.5em;padding:0 1em;border-radius:1.75em;outline:1px solid transparent;cursor:pointer;color-scheme:light dark;background:var(--accent,light-dark(#4338ca,#a5a0ff));color:light-dark(#fff,#17133f);box-shadow:0 0 0 1px light-dark(#ffffff59,#00000059),0 2px 6px #0000002e,0 8px 24px #0000002e}
button:hover{scale:1.04}
button:focus-visible{outline:3px solid var(--accent,light-dark(#4338ca,#a5a0ff));outline-offset:3px}
[aria-busy=true]>*{opacity:.5}
span{font-size:.9375em}
svg{width:1.625em;height:1.625em;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
img{width:1.75em;height:1.75em;object-fit:contain}`;

/** The path of lucide's `message-circle`. */
const bubble =
  "M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719";

/** A button in a shadow root, placed and coloured as the real one will be. */
export function createStandIn(options: EmbedOptions): StandIn {
  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "open" });
  const rules = new CSSStyleSheet();
  rules.replaceSync(sheet);
  root.adoptedStyleSheets = [rules];
  const button = document.createElement("button");
  button.ariaHasPopup = "dialog";
  button.ariaExpanded = "false";
  dress(button, options);
  button.append(picture(options.launcher_icon));
  const { launcher_text: text, launcher_label: name = words.openChat } = options;
  const label = text === undefined || name.includes(text) ? name : `${text}: ${name}`;
  if (text !== undefined) {
    const span = document.createElement("span");
    span.append(text);
    button.append(span);
  }
  root.append(button);
  const show: StandIn["show"] = (state) => {
    button.ariaBusy = `${state === "loading"}`;
    button.ariaLabel = state === "failed" ? `${words.broken}. ${words.tryAgain}` : label;
  };
  show("ready");
  return { element, button, show };
}

function dress({ style }: HTMLElement, options: EmbedOptions): void {
  const { brand = {}, theme = "", alignment = "end", z_index = 2_147_483_000 } = options;
  const { font = "", accent, accent_dark = accent } = brand;
  style.fontFamily = font;
  if (accent !== undefined) {
    style.setProperty("--accent", `light-dark(${accent}, ${accent_dark})`);
    style.color = "#fff";
    // A browser that does not know it keeps the white.
    style.color = `light-dark(contrast-color(${accent}), contrast-color(${accent_dark}))`;
  }
  style.zIndex = `${z_index}`;
  // "auto" is no value: the sheet's stays.
  style.colorScheme = theme;
  const away = (pixels: number | undefined, ...sides: readonly string[]): string =>
    `max(${[pixels === undefined ? "1.25em" : `${pixels}px`, ...sides.map((side) => `env(safe-area-inset-${side})`)].join()})`;
  style.setProperty(`inset-inline-${alignment}`, away(options.horizontal_padding, "right", "left"));
  style.insetBlockEnd = away(options.vertical_padding, "bottom");
}

function picture(address: string | undefined): Element {
  if (address !== undefined) {
    const image = document.createElement("img");
    image.src = address;
    image.alt = "";
    return image;
  }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", bubble);
  svg.append(path);
  return svg;
}
