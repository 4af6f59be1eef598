import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { repository, startMozaiks, stopMozaiks, type MozaiksChild } from "../../../cli/test/mozaiks-process.ts";
import { ChatTab } from "../browser/chat-tab.ts";
import { findAccessibilityProblems } from "../../../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab } from "../../../../test/browser/open-browser.ts";

let browser: Browser;
let folder: string;
let child: MozaiksChild | undefined;
let url: string;
const tabs: { problems: string[]; close: () => Promise<void> }[] = [];

const tools = `tools:
  - name: show
    agent: Usher
    tool_type: UI_Tool
    parameters: { type: object }
    ui: { component: Plain, response_schema: { type: object, properties: { size: { enum: [small, large] } }, required: [size] } }
  - { name: break, agent: Usher, tool_type: UI_Tool, parameters: { type: object }, ui: { component: Broken } }
  - name: ask
    agent: Usher
    tool_type: UI_Tool
    parameters: { type: object }
    ui: { component: core.form, response_schema: { type: object, properties: { size: { type: string, minLength: 1, not: { const: huge } } } } }
`;
const plain = `import { defineUITool } from "@mozaiks/chatui/ui-tools";
export default defineUITool({
  name: "Plain",
  render: {
    mount(element, props) {
      const box = document.createElement("input");
      box.setAttribute("aria-label", "Size");
      box.value = props.draft ?? "";
      box.addEventListener("input", () => props.setDraft(box.value));
      const button = document.createElement("button");
      button.textContent = "Take it";
      button.addEventListener("click", () => props.submit({ size: box.value }));
      element.append(box, button);
      return () => element.replaceChildren();
    },
  },
});
`;
const broken = `import { defineUITool } from "@mozaiks/chatui/ui-tools";
export default defineUITool({ name: "Broken", render() { throw new Error("no"); } });
`;
const rehearsal = `export const Usher = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") return { content: "I have got " + last.content };
  const field = { fields: [{ name: "size", label: "Size", required: true }] };
  return { toolCalls: [{ name: last?.content ?? "show", arguments: last?.content === "ask" ? field : { some: "thing" } }] };
};
`;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "mozaiks-ui-tools-"));
  const workflows = join(folder, "workflows");
  await cp(join(repository, "examples/ui-tool/workflows"), workflows, { recursive: true });
  const second = join(workflows, "Shop");
  await cp(join(workflows, "SeatBooking/agents.yaml"), join(second, "agents.yaml"));
  await cp(join(workflows, "SeatBooking/components"), join(second, "components"), { recursive: true });
  await writeFile(join(second, "orchestrator.yaml"), "workflow_name: Shop\nstartup_mode: UserDriven\n");
  await writeFile(join(second, "tools.yaml"), tools);
  await writeFile(join(second, "rehearsal.ts"), rehearsal);
  await writeFile(join(second, "components/Plain.tsx"), plain);
  await writeFile(join(second, "components/Broken.tsx"), broken);
  ({ child, url } = await startMozaiks(["dev"], { cwd: folder }));
});
afterAll(async () => {
  await browser.close();
  if (child) await stopMozaiks(child);
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const tab of tabs.splice(0)) await tab.close();
});

async function openChat(): Promise<{ tab: ChatTab; problems: string[] }> {
  const { page, problems, context } = await openTab(browser);
  tabs.push({ problems, close: () => context.close() });
  return { tab: new ChatTab(page, url), problems };
}

it("the example's hall is drawn by its own component, keeps what was picked over a reload, and is answered once", async () => {
  const { tab, problems } = await openChat();
  await tab.begin(/Seat ?Booking/i);
  await tab.say("Two seats for tonight");
  await tab.page.getByRole("button", { name: "B2", exact: true }).click();
  await tab.page.reload();
  const seat = tab.page.getByRole("button", { name: "B2", exact: true });
  await expect.poll(() => seat.getAttribute("aria-pressed")).toBe("true");
  await tab.page.getByRole("button", { name: "B3", exact: true }).click();
  expect(await findAccessibilityProblems(tab.page)).toEqual([]);
  await tab.page.getByRole("button", { name: "Book B2, B3" }).dblclick();
  await tab.sees("Booked:");
  await tab.page.locator("[data-status=answered]").getByText("B2, B3").waitFor();
  expect(problems).toEqual([]);
});

it("a component without React is mounted; an answer that the server refuses leaves what was filled in", async () => {
  const { tab } = await openChat();
  await tab.begin(/Shop/);
  await tab.say("show");
  const box = tab.page.getByRole("textbox", { name: "Size", exact: true });
  await box.fill("huge");
  await tab.page.getByRole("button", { name: "Take it" }).click();
  await tab.page.getByText("The answer was not accepted. What you filled in is kept.").waitFor();
  await tab.page.locator(".mz-problems").getByText("Size:").waitFor();
  expect(await box.inputValue()).toBe("huge");
  await box.fill("large");
  await tab.page.getByRole("button", { name: "Take it" }).click();
  await tab.sees(/I have got .*large/);
});

it("a form says at the field what the server refused", async () => {
  const { tab } = await openChat();
  await tab.begin(/Shop/);
  await tab.say("ask");
  const box = tab.page.getByRole("textbox", { name: "Size", exact: true });
  await box.fill("huge");
  await tab.sendForm();
  await tab.page.locator(".mz-error").getByText("must NOT be valid").waitFor();
  await box.fill("small");
  await expect.poll(() => tab.page.locator(".mz-error").count()).toBe(0);
  await tab.sendForm();
  await tab.sees(/I have got .*small/);
});

it("a component that throws leaves its payload and a box for the answer; the chat goes on", async () => {
  const { tab } = await openChat();
  await tab.begin(/Shop/);
  await tab.say("break");
  await tab.page.getByText("The component Broken failed.").waitFor();
  await tab.page.getByText('"thing"').waitFor();
  await tab.page.getByLabel("Your answer, as JSON").fill('{"ok":true}');
  await tab.sendForm();
  await expect.poll(() => tab.log.innerText()).toMatch(/I have got .*ok/);
});
