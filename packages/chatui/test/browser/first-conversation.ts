import { join } from "node:path";
import type { ChatTab } from "./chat-tab.ts";

/**
 * The first conversation of somebody new: from the picker over the form of examples/hello-world to its plan, without a
 * model key. Ends with the whole text of the log. With `imagesFolder` it takes the pictures that the documents show.
 */
export async function firstConversation(chat: ChatTab, imagesFolder?: string): Promise<string> {
  const picture = async (name: string) => {
    if (imagesFolder === undefined) return;
    await chat.page.mouse.move(0, 0);
    await chat.page.screenshot({ path: join(imagesFolder, `${name}.png`) });
  };
  await chat.page.goto(chat.baseUrl);
  await chat.page.locator(".mz-workflow").first().waitFor();
  await picture("chat-start");
  await chat.begin(/Hello, World/);
  await chat.page.getByRole("button", { name: "A recipe box for my family" }).click();
  await chat.sees("How many weekends do you have?");
  await picture("chat-form");
  await chat.sendForm();
  await chat.sees("Small steps, each one something you can show.");
  await chat.stopButton.waitFor({ state: "detached" });
  await picture("chat");
  return chat.log.innerText();
}
