import type { Conversation } from "./conversation.ts";

export const messages = ["Tell me everything", "And the way back?"];

/**
 * Lives through the whole conversation: a message, a form that is filled in halves, an approval, a message. Everything is done
 * once, in the tab that was opened last; the approval is clicked in every tab at the same time.
 */
export async function talk(conversation: Conversation, whileHalfFilled: () => Promise<void>): Promise<string> {
  await say(conversation, messages[0] ?? "");
  await conversation.act(
    (tab) => tab.page.getByLabel("Destination"),
    (field) => field.fill("Oslo"),
  );
  await whileHalfFilled();
  let kept = "";
  await conversation.act(
    (tab) => tab.page.getByLabel("Days"),
    async (days, tab) => {
      kept = await tab.page.getByLabel("Destination").inputValue();
      await days.fill("3");
      await tab.sendForm();
    },
  );
  await conversation.act(
    (tab) => tab.page.getByRole("button", { name: "Approve" }),
    async () => {
      const clicks = conversation.tabs.map(({ page }) =>
        page.getByRole("button", { name: "Approve" }).click({ timeout: 2_000 }),
      );
      await Promise.any(clicks);
      await Promise.allSettled(clicks);
    },
  );
  await conversation.sees("That is all of it.");
  await say(conversation, messages[1] ?? "");
  await conversation.sees("The end.");
  await conversation.isAtRest();
  return kept;
}

async function say(conversation: Conversation, text: string): Promise<void> {
  await conversation.act(
    ({ box }) => box,
    (_box, tab) => tab.say(text),
  );
}
