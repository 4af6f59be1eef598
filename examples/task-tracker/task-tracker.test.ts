import { parseConfig, type RunningApp, startApp, toTypeDeclarations } from "@mozaiks/core-runtime/server";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findAccessibilityProblems } from "../../test/browser/find-accessibility-problems.ts";
import { openBrowser, openTab } from "../../test/browser/open-browser.ts";
import * as backend from "./backend/src/app.ts";
import { TaskTab } from "./task-tab.ts";

const images = join(import.meta.dirname, "../../docs/images");
const silent = { info: () => {}, warn: () => {}, error: () => {} };
let browser: Browser;
let folder: string;
let app: RunningApp;
const tabs: { readonly problems: string[]; readonly close: () => Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-task-tracker-"));
  const frontend = join(folder, "page");
  await build({
    root: join(import.meta.dirname, "frontend"),
    logLevel: "error",
    build: { outDir: frontend, emptyOutDir: true },
  });
  app = await startApp(backend.default, parseConfig({ PORT: "0", DATA_PATH: join(folder, "data") }), {
    frontend,
    log: silent,
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  const problems = tabs.flatMap((tab) => tab.problems);
  for (const tab of tabs.splice(0)) await tab.close();
  expect(problems).toEqual([]);
});

/** A browser of its own, as each person has one. */
async function openTaskTab(options: BrowserContextOptions = {}): Promise<TaskTab> {
  const { page, problems, context } = await openTab(browser, options);
  tabs.push({ problems, close: () => context.close() });
  return new TaskTab(page, app.url.replace("127.0.0.1", "localhost"));
}

async function signedUp(name: string, options?: BrowserContextOptions): Promise<TaskTab> {
  const tab = await openTaskTab(options);
  await tab.signUp(name);
  return tab;
}

describe("the task tracker", () => {
  it("signs people up, out and in again, and tells what is wrong with what they give", async () => {
    const tab = await openTaskTab();
    await tab.page.goto(tab.url);
    await tab.title("Welcome back").waitFor();
    expect(await problemsOf(tab)).toEqual([]);
    await tab.button("Make an account").click();
    await tab.page.getByLabel("E-mail").fill("ida@example.com");
    await tab.page.getByLabel("Password").fill("short");
    await tab.button("Make account").click();
    await tab.page.getByText("has 10 to 128 characters").waitFor();
    await tab.fillAccount("Ida Iris");
    await tab.page.getByText("Nothing to do").waitFor();
    await tab.signOut();
    await tab.signIn("Ida Iris", "something wrong");
    await tab.page.getByText("do not go together").waitFor();
    await tab.signIn("Ida Iris");
    await tab.organization("Ida Iris").waitFor();
    await tab.page.reload();
    await tab.organization("Ida Iris").waitFor();
  });

  it("keeps tasks: quickly added, edited, sorted, searched, ticked off and taken back", async () => {
    const tab = await signedUp("Kim Kranz");
    for (const text of ["Water the plants", "Pay the rent !5", "Call the plumber !3"]) await tab.add(text);
    expect(await tab.titles()).toEqual(["Pay the rent", "Call the plumber", "Water the plants"]);
    await tab.page.getByLabel("Sort by").selectOption("Title");
    await expect.poll(() => tab.titles()).toEqual(["Call the plumber", "Pay the rent", "Water the plants"]);
    await tab.page.getByLabel("Search in titles").fill("pl");
    await expect.poll(() => tab.titles()).toEqual(["Call the plumber", "Water the plants"]);
    await tab.page.getByLabel("Search in titles").fill("nothing like it");
    await tab.button("Show all").click();
    await tab.go("High priority");
    await expect.poll(() => tab.titles()).toEqual(["Pay the rent", "Call the plumber"]);
    await tab.edit("Call the plumber", async (dialog) => {
      await dialog.getByLabel("Title").fill("Call the plumber again");
      await dialog.getByRole("radio", { name: "Low" }).check();
    });
    await expect.poll(() => tab.titles()).toEqual(["Pay the rent"]);
    await tab.page.getByRole("checkbox", { name: "Done: Pay the rent" }).click();
    await tab.page.getByText("Nothing is pressing").waitFor();
    await tab.go("Done");
    await tab.task("Pay the rent").waitFor();
    await tab.button("Undo").click();
    await tab.page.getByText("Nothing done yet").waitFor();
    await tab.go("All tasks");
    await tab.button("Water the plants").click();
    await tab.button("Delete").click();
    await expect.poll(() => tab.titles()).toEqual(["Pay the rent", "Call the plumber again"]);
  });

  it("shows a change of one person on the other's screen, and nothing of it anywhere else", async () => {
    const [ann, ben, eve] = [await signedUp("Ann Archer"), await openTaskTab(), await signedUp("Eve Elm")];
    await ann.createOrganization("Orchard Street Bakery");
    await ann.createProject("Opening day");
    await ann.add("Invite the neighbours !4");
    const link = await ann.invite("Ben Baker");
    await eve.page.goto(link);
    await eve.button("Join the organisation").click();
    await eve.page.getByText("for another e-mail address").waitFor();
    await eve.button("Not now").click();
    await ben.page.goto(link);
    await ben.fillAccount("Ben Baker");
    await ben.button("Join the organisation").click();
    await ben.organization("Orchard Street Bakery").waitFor();
    await ben.page.getByText("Nothing to do").waitFor();
    await ann.page.reload();
    await ann.edit("Invite the neighbours", async (dialog) => {
      await dialog.getByRole("combobox", { name: "Assigned to" }).selectOption("Ben Baker");
      await dialog.getByLabel("Private note").fill("He knows them all");
    });
    await ben.task("Invite the neighbours").getByText("from Ann Archer").waitFor();
    await ben.button("Invite the neighbours").click();
    expect(await ben.page.getByLabel("Private note").count()).toBe(0);
    expect(await ben.page.content()).not.toContain("He knows them all");
    await ben.page.keyboard.press("Escape");
    await ben.page.getByRole("checkbox", { name: "Done: Invite the neighbours" }).click();
    await expect.poll(() => ann.titles()).toEqual([]);
    await ann.createProject("New oven");
    await ben.page.locator(".side .nav-item", { hasText: "New oven" }).waitFor();
    expect(await ben.button("New project").count()).toBe(0);
    await ann.go("People");
    await ann.page.getByLabel("Role of Ben Baker").selectOption("admin");
    await ben.page.reload();
    await ben.button("New project").waitFor();
    expect(await eve.titles()).toEqual([]);
    expect(await eve.page.content()).not.toContain("New oven");
    await ben.switchTo("Ben Baker");
    await ben.page.getByText("Nothing to do").waitFor();
    expect(await ben.page.locator(".side .nav-item", { hasText: "New oven" }).count()).toBe(0);
    await ann.button("Remove Ben Baker").click();
    await expect.poll(() => ann.page.getByLabel("Role of Ben Baker").count()).toBe(0);
    await ben.button(/^Organisation/).click();
    await ben.page.locator(".menu-item", { hasText: "Ben Baker" }).waitFor();
    expect(await ben.page.locator(".menu-item", { hasText: "Orchard" }).count()).toBe(0);
  });

  it("does not overwrite what somebody else changed meanwhile", async () => {
    const tab = await signedUp("Lea Lind");
    await tab.add("Write the letter");
    const other = await openTaskTab();
    await other.page.goto(other.url);
    await other.signIn("Lea Lind");
    await other.task("Write the letter").waitFor();
    await tab.button("Write the letter").click();
    await other.edit("Write the letter", (dialog) => dialog.getByRole("radio", { name: "Urgent" }).check());
    const dialog = tab.page.getByRole("dialog", { name: "Task" });
    await dialog.getByLabel("Title").fill("Write the long letter");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Somebody changed this task").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await other.task("Write the long letter").waitFor();
    await expect.poll(() => other.titles()).toEqual(["Write the long letter"]);
  });

  it("sends a browser to the entrance as soon as its session is ended in another", async () => {
    const tab = await signedUp("Max Moss");
    const other = await openTaskTab();
    await other.page.goto(other.url);
    await other.signIn("Max Moss");
    await other.title("All tasks").waitFor();
    const sessions = await tab.page.evaluate(async () => {
      const answer = await fetch("/api/auth/sessions", { method: "DELETE", headers: { "x-mozaiks-request": "1" } });
      return answer.status;
    });
    expect(sessions).toBe(204);
    await other.title("Welcome back").waitFor();
    expect(await tab.title("All tasks").count()).toBe(1);
  });

  it("follows to the organisation that its person switches to in another tab, and mixes up nothing", async () => {
    const tab = await signedUp("Oda Orth");
    await tab.add("Only mine");
    const other = new TaskTab(await tab.page.context().newPage(), tab.url);
    await other.page.goto(other.url);
    await other.task("Only mine").waitFor();
    await other.createOrganization("Choir");
    await other.add("Sing");
    await tab.organization("Choir").waitFor();
    await tab.task("Sing").waitFor();
    expect(await tab.titles()).toEqual(["Sing"]);
    await tab.add("Hum");
    await expect.poll(() => other.titles()).toEqual(["Hum", "Sing"]);
  });

  it("says when it is offline, and has missed nothing afterwards", async () => {
    const [tab, other] = [await signedUp("Uma Ulm"), await openTaskTab()];
    await other.page.goto(other.url);
    await other.signIn("Uma Ulm");
    await other.title("All tasks").waitFor();
    await tab.page.context().setOffline(true);
    await tab.page.getByText("The connection is lost").waitFor();
    expect(await problemsOf(tab)).toEqual([]);
    await other.add("While you were away");
    await tab.page.context().setOffline(false);
    await tab.task("While you were away").waitFor();
    await expect.poll(() => tab.page.getByText("The connection is lost").count()).toBe(0);
  });

  it("is used with the keyboard alone", async () => {
    const tab = await signedUp("Noa Nord");
    await tab.page.keyboard.press("n");
    for (const text of ["One", "Two", "Three"]) {
      await tab.page.keyboard.type(text);
      await tab.page.keyboard.press("Enter");
    }
    await expect.poll(() => tab.titles()).toEqual(["Three", "Two", "One"]);
    await tab.page.keyboard.press("Tab");
    await tab.page.keyboard.press("j");
    await tab.page.keyboard.press("j");
    await tab.page.keyboard.press("Enter");
    const dialog = tab.page.getByRole("dialog", { name: "Task" });
    expect(await dialog.getByLabel("Title").inputValue()).toBe("Two");
    await tab.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await tab.page.keyboard.press("x");
    await expect.poll(() => tab.titles()).toEqual(["Three", "One"]);
    await tab.page.keyboard.press("/");
    await tab.page.keyboard.type("thr");
    await expect.poll(() => tab.titles()).toEqual(["Three"]);
  });

  it.each(["light", "dark"] as const)("is accessible and fits every screen, %s", async (colorScheme) => {
    const tab = await signedUp(colorScheme === "light" ? "Pia Pohl" : "Rio Roth", { colorScheme });
    await tab.createOrganization("Orchard Street Bakery");
    for (const [project, ...tasks] of plan) {
      await tab.createProject(project);
      for (const task of tasks) await tab.add(task);
    }
    await tab.go("All tasks");
    await tab.edit("Compare three offers", async (dialog) => {
      await dialog.getByRole("combobox", { name: "Assigned to" }).selectOption({ index: 1 });
      await dialog.getByLabel("Private note").fill("The second one is a cousin of the landlord.");
      expect(await problemsOf(tab)).toEqual([]);
    });
    await tab.task("Compare three offers").getByText("note").waitFor();
    await tab.page.mouse.move(1190, 790);
    await tab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    expect(await problemsOf(tab)).toEqual([]);
    if (process.env["SCREENSHOTS"])
      await tab.page.screenshot({ path: join(images, `task-tracker${suffixes[colorScheme]}.png`) });
    for (const width of [320, 480, 768]) {
      await tab.page.setViewportSize({ width, height: 640 });
      expect(await tab.overflows(), `${width} px`).toBe(false);
    }
    await tab.page.setViewportSize({ width: 320, height: 640 });
    expect(await problemsOf(tab)).toEqual([]);
    if (process.env["SCREENSHOTS"] && colorScheme === "light")
      await tab.page.screenshot({ path: join(images, "task-tracker-phone.png") });
    await tab.button("Open the navigation").click();
    const drawer = tab.page.getByRole("dialog", { name: "Navigation" });
    await drawer.getByRole("button", { name: "People" }).click();
    await tab.button("Make a link").waitFor();
    expect(await tab.overflows()).toBe(false);
    expect(await problemsOf(tab)).toEqual([]);
  });
});

const suffixes = { light: "", dark: "-dark" } as const;

const plan = [
  ["Opening day", "Invite the neighbours !4", "Print the menu on the good paper !2", "Borrow two long tables"],
  ["New oven", "Have the gas line checked !5", "Compare three offers !3"],
  ["Website", "Photographs of the bread !1", "Write down the opening hours"],
] as const;

/** Nothing moves any more: colours are what they will stay. */
/** What keeps people out, once nothing fades or moves any more: colours are others on the way. */
async function problemsOf(tab: TaskTab): Promise<readonly string[]> {
  await settled(tab);
  return findAccessibilityProblems(tab.page);
}

/** What turns without an end, such as a spinner, is not waited for. */
async function settled({ page }: TaskTab): Promise<void> {
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => {})));
  });
}

it("mozaiks.d.ts is what is written of the backend", async () => {
  const written = await readFile(join(import.meta.dirname, "backend/src/mozaiks.d.ts"), "utf8");
  const { compiled } = backend.default;
  expect(written).toBe(toTypeDeclarations(compiled, { path: "./app.ts", exports: backend }));
});
