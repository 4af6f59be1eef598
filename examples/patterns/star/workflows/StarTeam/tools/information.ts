import type { ToolContext } from "@mozaiks/ai-runtime/tool";

export function analyzeQuery(args: { weather: boolean; events: boolean }, { context }: ToolContext) {
  context.set("query_analyzed", true);
  context.set("weather_needed", args.weather);
  context.set("events_needed", args.events);
  for (const subject of ["weather", "events", "traffic"]) context.set(`${subject}_completed`, false);
  context.set("information", {});
  context.set("final_response", null);
  return { needs: args };
}

export function provideInformation(args: { text: string }, { context, session }: ToolContext) {
  const subject = session.agent.replace("Specialist", "").toLowerCase();
  context.set("information", Object.assign({}, context.get("information"), { [subject]: args.text }));
  context.set(`${subject}_completed`, true);
  return { known: subject };
}

/** With the answer the question is done: the next one is analyzed anew. */
export function compileResponse(args: { text: string }, { context }: ToolContext) {
  context.set("final_response", args.text);
  context.set("query_analyzed", false);
  return { done: true };
}
