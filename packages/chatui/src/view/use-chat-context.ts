"use client";
import type { Json } from "@mozaiks/contracts/fold";
import { useEffect } from "react";
import { useChatClient } from "./provider-context.ts";

/**
 * Tells the assistant of Ask mode what the person sees: `useChatContext({ page: "invoice", invoice_id: id })`. Sent with
 * each message as long as the component is there; its agents read it as `ui.page`, `ui.invoice_id`.
 */
export function useChatContext(values: Readonly<Record<string, Json>>): void {
  const { context } = useChatClient();
  const key = JSON.stringify(values);
  useEffect(() => context.provide(JSON.parse(key) as Record<string, Json>), [context, key]);
}
