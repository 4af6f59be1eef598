import type { Row } from "@mozaiks/contracts/fold";
import { coreSamples } from "../../test/ui-tools/core-samples.ts";
import { asked } from "../data/rows.ts";
import type { GalleryState } from "../gallery-state.ts";
import { Items } from "../stage/items.tsx";

const charts = (["line", "area", "pie"] as const).map((type): readonly [string, Row] => {
  const sample = coreSamples.find(({ component }) => component === "core.chart");
  return [`core.chart as ${type}`, asked("core.chart", { ...sample?.payload, type })];
});
const all = coreSamples.map(({ component, payload }): readonly [string, Row] => [component, asked(component, payload)]);
const broken = coreSamples.map(({ component }): readonly [string, Row] => [
  `${component} with nothing to show`,
  asked(component, { title: "Nothing" }),
]);

/** Every component that the chat brings, as agents use it, and when what they sent cannot be shown. */
export const components: readonly GalleryState[] = [...all, ...charts, ...broken].map(([name, row]) => ({
  name,
  show: () => <Items rows={[row]} />,
}));
