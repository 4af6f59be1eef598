import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteEventStore } from "../../adapters/sqlite/sqlite-event-store.ts";
import type { EventStore } from "../../ports/event-store.ts";
import { tenantOf } from "../../ports/tenant.ts";
import type { LaunchIdentity } from "./identity.ts";
import { createTickets, type Tickets } from "./tickets.ts";

let folder: string;
let store: EventStore;
let nowMs: number;
let tickets: Tickets;
const clock = { now: () => new Date(nowMs) };

const identity: LaunchIdentity = {
  kind: "launch",
  tenant: tenantOf("app"),
  user_id: "ann",
  workflow_id: "W",
  chat_id: "c",
  max_tokens: 10,
  claims: { plan: "pro" },
  expires_at: 1_800_000_000,
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-tickets-"));
  store = await openSqliteEventStore({ folder });
  nowMs = identity.expires_at * 1000 - 60_000;
  tickets = createTickets(store, clock);
});

afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

it("give back the whole identity, once, from any process with the same store", async () => {
  const ticket = await tickets.issueTicket(identity);
  const elsewhere = createTickets(store, clock);
  expect(await elsewhere.redeemTicket(ticket)).toEqual(identity);
  await expect(tickets.redeemTicket(ticket)).rejects.toMatchObject({ code: "ticket.invalid" });
});

it("let exactly one of many racing connections in", async () => {
  const ticket = await tickets.issueTicket(identity);
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => tickets.redeemTicket(ticket)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("are good for 30 seconds", async () => {
  const [early, late] = [await tickets.issueTicket(identity), await tickets.issueTicket(identity)];
  nowMs += 29_999;
  expect(await tickets.redeemTicket(early)).toEqual(identity);
  nowMs += 1;
  await expect(tickets.redeemTicket(late)).rejects.toMatchObject({ code: "ticket.invalid" });
});

it("do not outlive their token", async () => {
  nowMs = identity.expires_at * 1000 - 10_000;
  const ticket = await tickets.issueTicket(identity);
  nowMs += 10_000;
  await expect(tickets.redeemTicket(ticket)).rejects.toMatchObject({ code: "token.expired" });
});

it.each(["", "nothing", "A".repeat(43), "' OR 1=1 --"])("%j is none", async (ticket) => {
  await expect(tickets.redeemTicket(ticket)).rejects.toMatchObject({ code: "ticket.invalid" });
});

it("cannot be read from the store", async () => {
  const written: unknown[] = [];
  const spied = createTickets(
    {
      putTicket: async (...given) => void written.push(given),
      takeTicket: (ticket, now) => store.takeTicket(ticket, now),
    },
    clock,
  );
  const ticket = await spied.issueTicket(identity);
  expect(ticket).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(written)).not.toContain(ticket);
});
