import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

export const Coordinator: RehearsalFunction = ({ messages, context, tools }) => {
  const last = messages.at(-1);
  const known = Object.assign({}, context["information"]) as Record<string, string>;
  const answer = Object.values(known).join(" ");
  const question =
    messages.findLast(({ role, content }) => role === "user" && !/^\w+Specialist: /.test(content))?.content ?? "";
  if (last?.role === "tool" && last.name === "analyze_query") return { content: "Let me ask around." };
  if (last?.role === "tool") return { content: answer };
  if (context["query_analyzed"] === true) {
    const asksTraffic =
      /\b(get around|bus|drive|car)\b/i.test(question) && tools.includes("transfer_to_TrafficSpecialist");
    if (asksTraffic) return { handoffTo: "TrafficSpecialist" };
    return { toolCalls: [{ name: "compile_response", arguments: { text: answer || "Stay at home." } }] };
  }
  if (question.length < 8) return { content: "Where are you going, and when?" };
  const needs = { weather: /weather|rain|umbrella/i.test(question), events: /happen|event/i.test(question) };
  return { toolCalls: [{ name: "analyze_query", arguments: needs }] };
};

function specialist(text: string): RehearsalFunction {
  return ({ messages }) =>
    messages.at(-1)?.role === "tool"
      ? { content: "That is what I know." }
      : { toolCalls: [{ name: "provide_information", arguments: { text } }] };
}

export const WeatherSpecialist = specialist("It is going to be sunny.");
export const EventsSpecialist = specialist("There is a market and a concert.");
export const TrafficSpecialist = specialist("Take the bus.");
