/** Red, green and blue from 0 to 255. */
export type Colour = readonly [number, number, number];

/** Reads `#rgb`, `#rrggbb`, `rgb(r, g, b)` and `rgb(r g b)`; undefined for anything else. */
export function parseColour(text: string): Colour | undefined {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1];
  if (hex !== undefined) {
    const pairs = hex.length === 3 ? hex.split("").map((digit) => digit + digit) : (hex.match(/../g) ?? []);
    return toColour(pairs.map((pair) => Number.parseInt(pair, 16)));
  }
  const parts = /^rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)$/i.exec(text.trim());
  return parts ? toColour(parts.slice(1).map(Number)) : undefined;
}

export function formatColour(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** How well one colour can be read on another, from 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(a: Colour, b: Colour): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** `share` of the second colour in the first, from 0 to 1. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  return toColour(a.map((part, index) => part + ((b[index] ?? 0) - part) * share));
}

/** The colour, as little changed towards another as it takes to be readable on each of the grounds. */
export function readableOn(colour: Colour, grounds: readonly Colour[], towards: Colour, least = 4.5): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    // Rounded first: what is shown is a hex colour.
    const candidate = toColour(mix(colour, towards, share).map(Math.round));
    if (grounds.every((ground) => contrast(candidate, ground) >= least)) return candidate;
  }
  return towards;
}

function toColour(parts: readonly number[]): Colour {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Math.min(255, Math.max(0, part)));
  return [red, green, blue];
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
