import { describe } from "vitest";
import { appendContract } from "./event-store/append.ts";
import { durabilityContract } from "./event-store/durability.ts";
import { headContract } from "./event-store/heads.ts";
import { modelContract } from "./event-store/model.ts";
import type { OpenStore } from "./event-store/opened-store.ts";
import { readingContract } from "./event-store/reading.ts";
import { recordContract } from "./event-store/records.ts";
import { sessionContract } from "./event-store/sessions.ts";
import { settlingContract } from "./event-store/settling.ts";
import { tenantContract } from "./event-store/tenants.ts";

/** What every event store must do. Each adapter's test calls this once; `open` gives a fresh, empty store each time. */
export function eventStoreContract(open: OpenStore): void {
  describe("append", () => {
    appendContract(open);
  });
  describe("heads", () => {
    headContract(open);
  });
  describe("reading", () => {
    readingContract(open);
  });
  describe("settling", () => {
    settlingContract(open);
  });
  describe("sessions", () => {
    sessionContract(open);
  });
  describe("records", () => {
    recordContract(open);
  });
  describe("tenants", () => {
    tenantContract(open);
  });
  describe("durability", () => {
    durabilityContract(open);
  });
  describe("model", () => {
    modelContract(open);
  });
}
