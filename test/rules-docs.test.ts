import * as sdk from "@mozaiks/core-runtime";
import type { CollectionDefinition } from "@mozaiks/core-runtime";
import { createTestApp, type TestApp } from "@mozaiks/core-runtime/testing";
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { z } from "zod";

interface Step {
  readonly who: string;
  readonly asks: string;
  readonly answer: string;
}

const page = readFileSync(new URL("../docs/rules.md", import.meta.url), "utf8");
const recipes = page
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const [, code] = /^```js\n([^]*?)^```$/m.exec(section) ?? [];
    const steps = [...section.matchAll(/^\| (\w+) +\| `(.+?)` +\| (.+?) +\|$/gm)].map(
      ([, who = "", asks = "", answer = ""]): Step => ({ who, asks, answer }),
    );
    return code === undefined ? [] : [{ title: section.split("\n")[0] ?? "", code, steps }];
  });

const people: Readonly<Record<string, { id: string; organization: string; role: string }>> = {
  ann: { id: "ann", organization: "acme", role: "member" },
  bob: { id: "bob", organization: "acme", role: "member" },
  cleo: { id: "cleo", organization: "acme", role: "admin" },
  dora: { id: "dora", organization: "acme", role: "owner" },
  eve: { id: "eve", organization: "elsewhere", role: "owner" },
};

/** The collections that a block defines, as somebody would write it. */
function collectionsIn(code: string): readonly CollectionDefinition[] {
  const found: CollectionDefinition[] = [];
  const given = {
    ...sdk,
    z,
    defineCollection: (...args: Parameters<typeof sdk.defineCollection>) => found.push(sdk.defineCollection(...args)),
  };
  const run: unknown = runInThisContext(`({ ${Object.keys(given).join(", ")} }) => { ${code} }`);
  (run as (names: typeof given) => void)(given);
  return found;
}

describe("docs/rules.md", () => {
  it("has recipes", () => expect(recipes.length).toBeGreaterThanOrEqual(15));

  it.each(recipes.map((recipe) => [recipe.title, recipe] as const))("%s", async (_title, { code, steps }) => {
    await using app = await createTestApp(sdk.defineApp({ name: "recipe", collections: collectionsIn(code) }));
    for (const person of Object.values(people)) await app.as(person).fetch("/api/auth/me");
    const made: string[] = [];
    for (const step of steps) expect([step, await ask(app, step, made)]).toEqual([step, step.answer]);
    expect(steps.length).toBeGreaterThan(2);
  });
});

/** Does what a row says, and gives the answer in its words. */
async function ask(app: TestApp, { who, asks, answer }: Step, made: string[]): Promise<string> {
  const filled = asks.replaceAll(/#(\d)/g, (_all, number: string) => made[Number(number) - 1] ?? "");
  const [, method = "", path = "", body] = /^(\w+) ([^{]+?)(?: (\{.*\}))?$/.exec(filled) ?? [];
  const init = { method, ...(body !== undefined && { body }) };
  const address = `/api/${path.replace(/filter=(.*)/, (_all, filter: string) => `filter=${encodeURIComponent(filter)}`)}`;
  const person = people[who];
  const response = person
    ? await app.as(person).fetch(address, init)
    : await app.fetch(new Request(`http://app.test${address}`, init));
  const json = response.status === 204 ? {} : ((await response.json()) as { id?: string; items?: unknown[] });
  if (response.status === 201 && json.id !== undefined) made.push(json.id);
  const { status } = response;
  if (status >= 300) return String(status);
  const [, how, field = ""] = /, (with|without) `(\w+)`/.exec(answer) ?? [];
  if (how !== undefined) return `${status}, ${field in json ? "with" : "without"} \`${field}\``;
  return json.items ? `${status}, ${json.items.length} record${json.items.length === 1 ? "" : "s"}` : String(status);
}
