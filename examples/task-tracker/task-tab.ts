import type { Locator, Page } from "playwright-core";

export const password = "correct horse battery";

/** The page as a person uses it. */
export class TaskTab {
  readonly page: Page;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  async signUp(name: string): Promise<void> {
    await this.page.goto(this.url);
    await this.button("Make an account").click();
    await this.fillAccount(name);
    await this.title("All tasks").waitFor();
  }

  /** The form of a new account, already shown. */
  async fillAccount(name: string): Promise<void> {
    await this.page.getByLabel("Name").fill(name);
    await this.page.getByLabel("E-mail").fill(emailOf(name));
    await this.page.getByLabel("Password").fill(password);
    await this.button("Make account").click();
  }

  async signIn(name: string, withPassword = password): Promise<void> {
    await this.page.getByLabel("E-mail").fill(emailOf(name));
    await this.page.getByLabel("Password").fill(withPassword);
    await this.button("Sign in").click();
  }

  async signOut(): Promise<void> {
    await this.button(/^Account/).click();
    await this.button("Sign out").click();
    await this.title("Welcome back").waitFor();
  }

  async createOrganization(name: string): Promise<void> {
    await this.button(/^Organisation/).click();
    await this.page.getByLabel("Name of the new organisation").fill(name);
    await this.button("Create").click();
    await this.organization(name).waitFor();
  }

  async switchTo(name: string): Promise<void> {
    await this.button(/^Organisation/).click();
    await this.page.locator(".menu-item", { hasText: name }).click();
    await this.organization(name).waitFor();
  }

  /** The link that lets somebody into the active organisation. */
  async invite(name: string, role = "member"): Promise<string> {
    await this.go("People");
    await this.page.getByLabel("E-mail").fill(emailOf(name));
    await this.page.getByRole("combobox", { name: "Role", exact: true }).selectOption(role);
    await this.button("Make a link").click();
    return this.page.getByLabel("Link of the invitation").inputValue();
  }

  async createProject(name: string): Promise<void> {
    await this.button("New project").click();
    await this.page.getByLabel("Name of the new project").fill(name);
    await this.page.keyboard.press("Enter");
    await this.title(name).waitFor();
  }

  async add(text: string): Promise<void> {
    await this.page.getByLabel("Add a task").fill(text);
    await this.page.keyboard.press("Enter");
    await this.task(text.replace(/ ![0-5]$/, "")).waitFor();
  }

  async go(name: string): Promise<void> {
    await this.page.locator(".side .nav-item", { hasText: name }).click();
  }

  /** Opens a task, changes it and saves it. */
  async edit(title: string, change: (dialog: Locator) => Promise<unknown>): Promise<void> {
    await this.button(title).click();
    const dialog = this.page.getByRole("dialog", { name: "Task" });
    await change(dialog);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  task(title: string): Locator {
    return this.page.locator(".task", { hasText: title });
  }

  /** The titles that are shown, in their order. */
  titles(): Promise<readonly string[]> {
    return this.page.locator(".task-title").allInnerTexts();
  }

  title(text: string): Locator {
    return this.page.getByRole("heading", { name: text, level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) });
  }

  organization(name: string): Locator {
    return this.button(new RegExp(`^Organisation ${name}`));
  }

  /** Whether the page can be scrolled sideways: it never may. */
  async overflows(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  }
}

export const emailOf = (name: string): string => `${name.split(" ")[0]?.toLowerCase()}@example.com`;
