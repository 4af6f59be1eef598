import type { ToolFunction } from "@mozaiks/ai-runtime/tool";

export const writeItinerary: ToolFunction<{ destination: string; days: number }> = (
  { destination, days },
  { artifacts },
) =>
  artifacts.create({
    type: "itinerary",
    title: `Journey to ${destination}`,
    state: { status: "draft", days: Array.from({ length: days }, (_, day) => `Day ${day + 1}`) },
  });

export const book: ToolFunction<{ destination: string }> = async ({ destination }, { artifacts }) => {
  const itinerary = artifacts.list().find(({ type }) => type === "itinerary");
  if (!itinerary) throw new Error("there is no itinerary");
  await artifacts.update(itinerary.artifact_id, [{ op: "replace", path: "/status", value: "booked" }]);
  return `${destination} is booked.`;
};
