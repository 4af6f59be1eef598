import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBrandTokens } from "./brand.ts";
import { contrast, formatColour, parseColour, type Colour } from "./colour.ts";

const sides = (token: string | undefined): readonly [Colour, Colour] => {
  const [light, dark] = [...(token ?? "").matchAll(/#[\da-f]{6}/g)].map(([hex]) => parseColour(hex));
  if (!light || !dark) throw new Error(`no light-dark() in ${token}`);
  return [light, dark];
};

const part = fc.integer({ min: 0, max: 255 });

describe("a brand", () => {
  it("of any accent can be read in both themes: on every ground, under its own text, and when pointed at", () => {
    fc.assert(
      fc.property(fc.tuple(part, part, part), (accent) => {
        const tokens = toBrandTokens({ accent: formatColour(accent) });
        const [accents, softs] = [sides(tokens["--mz-accent"]), sides(tokens["--mz-accent-soft"])];
        const [fills, hovers] = [sides(tokens["--mz-fill"]), sides(tokens["--mz-fill-hover"])];
        const ons = sides(tokens["--mz-on-fill"]);
        const grounds = [
          ["#ffffff", "#fbfbfa", "#ecebe8"],
          ["#131316", "#1b1b20", "#26262c"],
        ];
        for (const theme of [0, 1] as const) {
          expect(contrast(fills[theme], ons[theme])).toBeGreaterThanOrEqual(4.5);
          expect(contrast(hovers[theme], ons[theme])).toBeGreaterThanOrEqual(4.5);
          for (const ground of [...(grounds[theme] ?? []), formatColour(softs[theme])]) {
            expect(contrast(accents[theme], parseColour(ground) ?? [0, 0, 0])).toBeGreaterThanOrEqual(4.49);
          }
        }
      }),
    );
  });

  it("whose accent can be read already keeps it", () => {
    expect(toBrandTokens({ accent: "#4338ca" })["--mz-accent"]).toContain("#4338ca");
    expect(toBrandTokens({ accent: "#43c", accent_dark: "rgb(165 160 255)" })["--mz-accent"]).toContain("#a5a0ff");
  });

  it("fills buttons with its own colour, however bright", () => {
    const tokens = toBrandTokens({ accent: "#ffd400" });
    expect(tokens["--mz-fill"]).toBe("light-dark(#ffd400, #ffd400)");
    expect(tokens["--mz-on-fill"]).toBe("light-dark(#000000, #000000)");
  });

  it("sets only what it names", () => {
    expect(toBrandTokens({})).toEqual({});
    expect(toBrandTokens({ radius: 0, font: "Inter, sans-serif", text_size: 16 })).toEqual({
      "--mz-font": "Inter, sans-serif",
      "--mz-radius-small": "0px",
      "--mz-radius": "0px",
      "--mz-radius-large": "0px",
      "--mz-text": "16px",
    });
  });

  it("with a colour that is none is refused, and the answer says how to write it", () => {
    expect(() => toBrandTokens({ accent: "cornflower" })).toThrow('It is "cornflower"; write it as');
  });
});
