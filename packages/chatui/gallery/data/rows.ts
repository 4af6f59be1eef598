import type { Row } from "@mozaiks/contracts/fold";

let count = 0;

/** A row without what every row has. */
export type BareRow = Row extends infer R ? (R extends Row ? Omit<R, "key" | "seq" | "timestamp"> : never) : never;

/** Gives a row its place in the log and its time. */
export function toRow(bare: BareRow): Row {
  count += 1;
  return { ...bare, key: `row_${count}`, seq: count, timestamp: new Date(Date.now() - 60_000).toISOString() };
}

export function said(content: string): Row {
  return toRow({ kind: "message", role: "user", content });
}

export function answered(content: string, more: Partial<Extract<BareRow, { kind: "message" }>> = {}): Row {
  return toRow({ kind: "message", role: "agent", agent: "scout", content, ...more });
}

type Tool = Extract<BareRow, { kind: "tool" }>;

export function called(name: string, status: Tool["status"], more: Partial<Tool> = {}): Row {
  return toRow({ kind: "tool", agent: "scout", name, tool_kind: "module", status, ...more });
}

type Request = Extract<Row, { kind: "request" }>;
type UIRequest = Extract<Request["request"], { type: "ui_tool_request" }>;

const logged = { chat_id: "chat", seq: 1, event_id: "evt_1", timestamp: "2026-03-02T09:00:00.000Z" };

export interface Asked extends Partial<
  Pick<UIRequest, "awaiting_response" | "response_schema" | "expires_at" | "display">
> {
  readonly status?: Request["status"];
  readonly response?: Request["response"];
}

/** A UI tool of an agent. */
export function asked(component: string, payload: UIRequest["payload"], given: Asked = {}): Row {
  const { status = "open", response, ...more } = given;
  const request: UIRequest = {
    ...logged,
    type: "ui_tool_request",
    call_id: `call_${count + 1}`,
    agent: "planner",
    component,
    display: "inline",
    payload,
    awaiting_response: true,
    ...more,
  };
  return toRow({ kind: "request", request, status, ...(response !== undefined && { response }) });
}

/** A call that needs a person's consent. */
export function approval(status: Request["status"], response?: Request["response"]): Row {
  const request = {
    ...logged,
    type: "approval_request" as const,
    call_id: `call_${count + 1}`,
    tool: "book_hotel",
    arguments: { hotel: "Casa do Rio", nights: 3, price: 412.5, breakfast: true, guests: ["Ada", "Grace"] },
    arguments_hash: "h",
  };
  return toRow({ kind: "request", request, status, ...(response !== undefined && { response }) });
}
