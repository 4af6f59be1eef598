import type { Brand } from "../src/client/theme/brand.ts";
import type { Settings } from "./settings.ts";

/** Two brands that are hard to get right: square and quiet, bright and round. */
export const brands: Readonly<Record<Settings["brand"], Brand | undefined>> = {
  none: undefined,
  green: { name: "Fernworks", accent: "#2f6f4f", radius: 2 },
  yellow: { name: "Citron", accent: "#ffd400", radius: 18, font: "Georgia, serif" },
};
