import { createClient } from "@mozaiks/core-runtime/client";
import { expect, it } from "vitest";
import { serveApp, type ServedApp } from "../http/running-app.ts";
import { cookieFetch } from "./cookie-fetch.ts";
import type { NotesCollections } from "./notes-app.ts";

/** Enough of the served app's types for these tests. */
interface TaskCollections {
  tasks: NotesCollections["notes"];
}

/** A page of the app, with its cookie. */
const browserOf = ({ url }: ServedApp) =>
  createClient<TaskCollections>({
    fetch: cookieFetch((request) => fetch(new Request(new URL(new URL(request.url).pathname, url), request))),
  });

it("a program acts with a token that its user made, until that is revoked", async () => {
  await using app = await serveApp({ env: { MOZAIKS_AUTH_MODE: "local" } });
  const browser = browserOf(app);
  const me = await browser.auth.signUp({ email: "ann@example.com", password: "correct horse battery" });
  const { id, token, name } = await browser.auth.createToken({ name: "nightly", scopes: ["read", "write"] });
  expect(await browser.auth.tokens()).toMatchObject([{ id, name, scopes: ["read", "write"] }]);
  const program = createClient<TaskCollections>({ baseUrl: app.url, token });
  const list = program.tasks.live();
  const stop = list.subscribe(() => {});
  await expect.poll(() => list.state.status).toBe("live");
  const task = await program.tasks.create({ title: "made at night" });
  expect(task.owner).toBe(me?.user.id);
  await expect.poll(() => list.items).toEqual([task]);
  expect((await browser.tasks.list()).items).toEqual([task]);
  await expect(program.auth.tokens()).rejects.toMatchObject({ code: "scope.insufficient" });
  await browser.auth.revokeToken(id);
  await expect(program.tasks.list()).rejects.toMatchObject({ code: "credential.invalid", status: 401 });
  await expect.poll(() => list.state).toMatchObject({ status: "failed", problem: { code: "credential.invalid" } });
  stop();
});

it("a token may only read what its scopes say", async () => {
  await using app = await serveApp({ env: { MOZAIKS_AUTH_MODE: "local" } });
  const browser = browserOf(app);
  await browser.auth.signUp({ email: "ann@example.com", password: "correct horse battery" });
  const { token } = await browser.auth.createToken({ name: "reader", scopes: ["read"] });
  const reader = createClient<TaskCollections>({ baseUrl: app.url, token: () => token });
  const list = reader.tasks.live();
  const stop = list.subscribe(() => {});
  await expect.poll(() => list.state.status).toBe("live");
  await expect(reader.tasks.create({ title: "no" })).rejects.toMatchObject({ code: "scope.insufficient" });
  const task = await browser.tasks.create({ title: "read this" });
  await expect.poll(() => list.items).toEqual([task]);
  stop();
});
