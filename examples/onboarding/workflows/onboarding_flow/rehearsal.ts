import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const emailPattern = /[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+/;

/** Asks until a message holds an email address, then sends the welcome email once. */
export const DataCollector: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "Thank you. The welcome email is on its way." };
  if (context["welcome_sent"] === true)
    return { content: "This customer has had the welcome email already. A new chat takes the next one." };

  const text = last?.content ?? "";
  const email = emailPattern.exec(text)?.[0];
  if (email === undefined)
    return { content: "Gladly. What is the customer's name, and which email address should the welcome go to?" };
  return { toolCalls: [{ name: "send_email", arguments: { to: email, name: nameIn(text, email) } }] };
};

/** Confirms what was collected. */
export const Validator: RehearsalFunction = ({ context }) => {
  const collected = [context["customer_name"], context["customer_email"]].filter((value) => typeof value === "string");
  return { content: `Onboarding complete: ${collected.join(", ")}. Nothing is missing.` };
};

/** The name is what is left of the message; without any, the part of the address before the @. */
function nameIn(text: string, email: string): string {
  const rest = text
    .replace(email, " ")
    .replaceAll(/\b(her|his|their|my|the|customer'?s?|name|email|address|is|and|it'?s)\b/gi, " ")
    .replaceAll(/[^\p{L}\p{M}' -]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return rest === "" ? email.slice(0, email.indexOf("@")) : rest;
}
