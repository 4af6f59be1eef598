import type { ToolFunction } from "@mozaiks/ai-runtime/tool";

type Letter = { customer: string; subject: string; text: string };

/** One letter for each chat: what is written again is its next version. */
export const writeLetter: ToolFunction<Letter> = async ({ customer, subject, text }, { artifacts }) => {
  const written = artifacts.list().find(({ type }) => type === "letter");
  if (!written) return artifacts.create({ type: "letter", title: `Reminder to ${customer}`, state: { subject, text } });
  return artifacts.update(written.artifact_id, [
    { op: "replace", path: "/subject", value: subject },
    { op: "replace", path: "/text", value: text },
  ]);
};
