import { ChatRequestError } from "../../core/chat-problem.ts";
import { contrast, formatColour, mix, parseColour, readableOn, type Colour } from "./colour.ts";

/** A product's look in a few words. Everything else is derived from it. */
export interface Brand {
  /** What the overlay is headed with. */
  readonly name?: string;
  /** The address of a square picture beside it. */
  readonly logo?: string;
  /** `#rrggbb` or `rgb(…)`: buttons, links, the launcher. */
  readonly accent?: string;
  /** The accent where the ground is dark. Default: the accent, lightened until it can be read. */
  readonly accent_dark?: string;
  /** A CSS font family list. */
  readonly font?: string;
  /** Pixels; 0 = square. Default 12. */
  readonly radius?: number;
  /** The size of text in pixels. Default 15. */
  readonly text_size?: number;
}

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
/** `--mz-canvas`, `--mz-surface` and `--mz-hover` of styles/tokens.css, by theme. */
const lightGrounds: readonly Colour[] = [white, [251, 251, 250], [236, 235, 232]];
const darkGrounds: readonly Colour[] = [
  [19, 19, 22],
  [27, 27, 32],
  [38, 38, 44],
];
const lightInk: Colour = [29, 28, 26];
const darkInk: Colour = [236, 236, 234];

/**
 * The brand as design tokens (`--mz-…`). Whatever the accent is, text in it and on it has a contrast of at least 4.5:1 in
 * both themes.
 * @throws ChatRequestError `config.brand` for a colour that is none.
 */
export function toBrandTokens(brand: Brand): Readonly<Record<string, string>> {
  const { accent, accent_dark = accent, font, radius, text_size } = brand;
  return {
    ...(accent !== undefined &&
      accentTokens(toAccent("accent", accent), toAccent("accent_dark", accent_dark ?? accent))),
    ...(font !== undefined && { "--mz-font": font }),
    ...(radius !== undefined && {
      "--mz-radius-small": `${radius * 0.66}px`,
      "--mz-radius": `${radius}px`,
      "--mz-radius-large": `${radius * 1.5}px`,
    }),
    ...(text_size !== undefined && { "--mz-text": `${text_size}px` }),
  };
}

function accentTokens(light: Colour, dark: Colour): Record<string, string> {
  const day = accentsOn(light, lightGrounds, black, lightInk);
  const night = accentsOn(dark, darkGrounds, white, darkInk);
  const both = (name: keyof typeof day): string => `light-dark(${day[name]}, ${night[name]})`;
  return {
    "--mz-accent": both("accent"),
    "--mz-fill": both("fill"),
    "--mz-fill-hover": both("hover"),
    "--mz-on-fill": both("on"),
    "--mz-accent-soft": both("soft"),
    "--mz-accent-line": both("line"),
  };
}

/**
 * Buttons are filled with the brand's own colour, under black or white text, whichever is read better. Where the accent is
 * text itself it moves towards `extreme` until it can be read on every ground, its own soft one included.
 */
function accentsOn(wanted: Colour, grounds: readonly Colour[], extreme: Colour, ink: Colour) {
  const ground = grounds[1] ?? white;
  const soft = mix(ground, wanted, 0.1);
  const on = contrast(wanted, white) >= 4.5 || contrast(wanted, white) >= contrast(wanted, black) ? white : black;
  const fill = readableOn(wanted, [on], on === white ? black : white);
  const accent = readableOn(wanted, [...grounds, soft], extreme);
  return {
    accent: formatColour(accent),
    fill: formatColour(fill),
    hover: formatColour(readableOn(mix(fill, ink, 0.14), [on], fill)),
    on: formatColour(on),
    soft: formatColour(soft),
    line: formatColour(mix(ground, accent, 0.32)),
  };
}

function toAccent(name: string, text: string): Colour {
  const colour = parseColour(text);
  if (colour) return colour;
  throw new ChatRequestError(0, {
    code: "config.brand",
    title: `brand.${name} is not a colour that the chat can read`,
    detail: `It is "${text}"; write it as "#4338ca" or "rgb(67, 56, 202)".`,
  });
}
