import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { askWorkflow, leadingWorkflow } from "../ask-workflow.ts";
import { createGate, demoWorkflows, type Gate } from "../demo-workflows.ts";
import type { ScriptedChat } from "../scripted-chat.ts";
import { startScriptedServer, type ScriptedServer } from "../scripted-server.ts";
import { HostTab } from "./host-tab.ts";
import { openBrowser, openTab, type TabOptions } from "../../../../test/browser/open-browser.ts";
import { serveHostPage } from "./serve-host-page.ts";

/** A browser, a product's page, and a scripted runtime behind it. */
export interface HostStage {
  readonly server: ScriptedServer;
  readonly gate: Gate;
  newTab(options?: TabOptions): Promise<HostTab>;
  /** A tab whose page has the chat. */
  started(options?: TabOptions): Promise<HostTab>;
  /** The runtime's chats of a workflow, in the order they began. */
  chatsOf(workflow: string): readonly ScriptedChat[];
  /** What went wrong in the pages so far was expected. */
  forgive(): void;
}

type ServePage = () => Promise<(path: string) => Response | undefined>;

/** The stage for the tests of a file; each begins with an empty runtime, and must leave no page with an error. */
export function setHostStage(servePage: ServePage = serveHostPage): HostStage {
  const gate = createGate();
  const rest = (said: string): Promise<void> => gate.pass(said);
  const tabs: { problems: string[]; close: () => Promise<void> }[] = [];
  let browser: Browser;
  let server: ScriptedServer;

  beforeAll(async () => {
    browser = await openBrowser();
    const workflows = [askWorkflow(rest), leadingWorkflow("SupportTriage"), ...demoWorkflows({ chunk: 8, rest })];
    server = await startScriptedServer(workflows, await servePage());
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    gate.open();
    server.away = false;
    const problems = tabs.flatMap((tab) => tab.problems);
    for (const tab of tabs.splice(0)) await tab.close();
    server.chats.clear();
    server.connects.splice(0);
    server.requests.splice(0);
    expect(problems).toEqual([]);
  });

  async function newTab(options: TabOptions = {}): Promise<HostTab> {
    const { page, problems, context } = await openTab(browser, options);
    tabs.push({ problems, close: () => context.close() });
    return new HostTab(page, server.url);
  }

  return {
    get server() {
      return server;
    },
    gate,
    newTab,
    async started(options) {
      const tab = await newTab(options);
      await tab.start();
      return tab;
    },
    chatsOf: (workflow) => [...server.chats.values()].filter((chat) => chat.workflow.workflow_id === workflow),
    forgive() {
      for (const tab of tabs) tab.problems.splice(0);
    },
  };
}
