import { createTestApp, type TestPerson } from "@mozaiks/core-runtime/testing";
import { expect, it } from "vitest";
import app from "../src/app.ts";

const [organization, role] = ["acme", "member"];
const [ann, bob] = [
  { id: "ann", organization, role },
  { id: "bob", organization, role },
];

/** Creates a note, for its record. */
async function create(person: TestPerson, note: object): Promise<{ id: string; owner: string }> {
  const answer = await person.fetch("/api/notes", { method: "POST", body: JSON.stringify(note) });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string; owner: string };
}

it("keeps a note to its owner until it is shared", async () => {
  await using test = await createTestApp(app);
  const { id, owner } = await create(test.as(ann), { title: "Water the plants" });
  expect(owner).toBe("ann");
  expect((await test.as(bob).fetch(`/api/notes/${id}`)).status).toBe(404);
  const share = { method: "PATCH", body: JSON.stringify({ shared: true }) };
  expect((await test.as(bob).fetch(`/api/notes/${id}`, share)).status).toBe(404);
  expect((await test.as(ann).fetch(`/api/notes/${id}`, share)).status).toBe(200);
  expect((await test.as(bob).fetch(`/api/notes/${id}`)).status).toBe(200);
});

it("sums up what somebody can read", async () => {
  await using test = await createTestApp(app);
  await create(test.as(ann), { title: "Mine" });
  await create(test.as(ann), { title: "Ours", shared: true });
  const summaryOf = async (person: TestPerson): Promise<unknown> => (await person.fetch("/api/summary")).json();
  expect(await summaryOf(test.as(ann))).toEqual({ notes: 2, shared: 1 });
  expect(await summaryOf(test.as(bob))).toEqual({ notes: 1, shared: 1 });
});

it("says what is wrong with a note", async () => {
  await using test = await createTestApp(app);
  const answer = await test.as(ann).fetch("/api/notes", { method: "POST", body: JSON.stringify({ titel: "Typo" }) });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "request.invalid" });
});
