import { type Browser, openLocalApp } from "./local-app.ts";

/** An organisation of ann's with members of every role: ann and bob own it. */
export async function team(options: { file?: string } = {}) {
  const app = await openLocalApp(options);
  const people = {
    ann: await app.signedUp("ann"),
    bob: await app.signedUp("bob"),
    adam: await app.signedUp("adam"),
    mia: await app.signedUp("mia"),
    eve: await app.signedUp("eve"),
  };
  const { body } = await people.ann.fetch("POST", "/api/organizations", { name: "Garden" });
  const path = `/api/organizations/${body.id}`;
  for (const [name, role] of [
    ["bob", "owner"],
    ["adam", "admin"],
    ["mia", "member"],
  ] as const)
    await join(people.ann, people[name], { path, name, role });
  return { app, ...people, id: body.id as string, path };
}

async function join(host: Browser, guest: Browser, { path, name, role }: Record<"path" | "name" | "role", string>) {
  const email = `${name}@example.com`;
  const { body } = await host.fetch("POST", `${path}/invitations`, { email, role });
  return guest.fetch("POST", "/api/auth/invitations/accept", { token: tokenIn(body.url) });
}

/** The token in the link of an invitation. */
export const tokenIn = (url: string): string => new URL(url).hash.slice(1);
/** Role by name. */
export const rolesOf = async (browser: Browser, path: string) =>
  Object.fromEntries(
    (await browser.fetch("GET", `${path}/members`)).body.items.map((member: { name: string; role: string }) => [
      member.name,
      member.role,
    ]),
  );
/** The codes of answers that race, in order; `ok` for those of success. */
export const codes = async (answers: readonly Promise<{ body: { code?: string } | undefined }>[]) =>
  (await Promise.all(answers)).map(({ body }) => body?.code ?? "ok").toSorted((a, b) => a.localeCompare(b));
