import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const counts: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4 };

/** Shows the hall for as many as are wanted, and confirms what was picked. */
export const Usher: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    const seats = /\[([^\]]*)\]/.exec(last.content)?.[1]?.replaceAll('"', "").replaceAll(",", ", ");
    return {
      content:
        seats === undefined ? "No seats, then. Say when you want some." : `Booked: **${seats}**. Enjoy the evening!`,
    };
  }
  const word = /\b(a|one|two|three|four|\d+)\b/i.exec(last?.content ?? "")?.[1]?.toLowerCase() ?? "one";
  const count = counts[word] ?? Number(word);
  return {
    toolCalls: [
      {
        name: "pick_seats",
        arguments: {
          title: count === 1 ? "Pick your seat" : `Pick ${count} seats`,
          rows: ["A", "B", "C"],
          seats_per_row: 6,
          taken: ["A3", "A4", "B1", "C5"],
          count,
        },
      },
    ],
  };
};
