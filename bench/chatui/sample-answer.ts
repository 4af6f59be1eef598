const section = (part: number): string => `## Part ${part}

The quick brown fox jumps over the **lazy dog** and reads \`part_${part}\` of the [manual](https://example.com/${part}), then
writes down what it has found there, sentence by sentence, until nothing is left to say about it.

- one thing that matters
- another one, with *emphasis* in it
- a third, for good measure

| name | value |
| ---- | ----- |
| size | ${part} |
| kind | sample |

\`\`\`ts
export function part${part}(value: number): string {
  return value > ${part} ? "more" : "less";
}
\`\`\`

`;

/** Markdown of about the length asked for: prose, lists, tables, code. */
export function sampleAnswer(length: number): string {
  let text = "";
  for (let part = 1; text.length < length; part += 1) text += section(part);
  return text.slice(0, length);
}

/** What the nth message of a long conversation says. */
export function sampleMessage(index: number): string {
  return index % 2 === 0
    ? `Question ${index}`
    : `Answer **${index}**.\n\n${"More words about it. ".repeat((index * 7) % 40)}`;
}
