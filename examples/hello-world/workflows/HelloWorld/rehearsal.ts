import type { RehearsalFunction, RehearsalTurn } from "@mozaiks/ai-runtime/tool";

const smallTalk = /^(hi|hello|hey|hallo|thanks|thank you|thx|great|nice|cool|ok|okay|bye)\b[\s\w]{0,12}[.!]*$/i;

/** Takes one sentence as the idea; answers small talk with a question. */
export const Greeter: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    const idea = text(parse(last.content)?.["remembered"], "That");
    return { content: `**${idea}** – I like it! The Planner takes it from here and has a question or two.` };
  }
  const said = last?.content.trim() ?? "";
  if (/^(thanks|thank you|thx|great|nice|cool)\b/i.test(said))
    return { content: "You are welcome! Is there anything else you would like to build?" };
  if (smallTalk.test(said) || said.length < 4)
    return { content: "Hello! What would you like to build? One sentence is enough." };
  return { toolCalls: [{ name: "remember_idea", arguments: { idea: said.replace(/[.!]+$/, "") } }] };
};

/** Asks with a form, makes the plan from the answer, presents it. */
export const Planner: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool" && last.name === "write_plan") return { content: present(parse(last.content)) };
  if (last?.role === "tool") return { toolCalls: [{ name: "write_plan", arguments: details(parse(last.content)) }] };
  if (wasAsked(messages)) {
    const weekends = Number(/\d+/.exec(last?.content ?? "")?.[0] ?? 3);
    return { toolCalls: [{ name: "write_plan", arguments: details({ weekends }) }] };
  }
  return {
    toolCalls: [
      {
        name: "ask_details",
        arguments: {
          title: `A few details about "${text(context["idea"], "your idea")}"`,
          fields: [
            {
              name: "audience",
              label: "Who is it for?",
              type: "select",
              options: ["just me", "my family", "a small team", "everybody"],
              default: "my family",
              required: true,
            },
            { name: "weekends", label: "How many weekends do you have?", type: "number", default: 3, required: true },
            { name: "wish", label: "The one thing it must do", type: "text", placeholder: "optional" },
          ],
        },
      },
    ],
  };
};

/** True when the person wrote a message instead of filling in the form. */
function wasAsked(messages: RehearsalTurn["messages"]): boolean {
  const before = messages.at(-2);
  return before?.role === "tool" && before.name === "ask_details";
}

function details(answer: Record<string, unknown> | undefined) {
  const { audience, weekends, wish } = answer ?? {};
  return {
    audience: text(audience, "you"),
    weekends: Math.min(12, Math.max(1, Math.round(Number(weekends)) || 3)),
    ...(text(wish, "") !== "" && { wish: text(wish, "") }),
  };
}

function present(plan: Record<string, unknown> | undefined): string {
  const milestones = Array.isArray(plan?.["milestones"]) ? plan["milestones"] : [];
  const lines = milestones.map(({ weekend, goals }: { weekend: number; goals: string[] }) => {
    return `${weekend}. **Weekend ${weekend}**\n${goals.map((goal) => `   - ${goal}`).join("\n")}`;
  });
  return [
    `Here is a plan for **${text(plan?.["idea"], "your idea")}**:`,
    lines.join("\n"),
    "Small steps, each one something you can show. Tell me another idea whenever you like.",
  ].join("\n\n");
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : otherwise;
}

function parse(content: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(content) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
