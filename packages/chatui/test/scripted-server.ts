import type { SessionRow, WorkflowCard, WorkflowSummary } from "@mozaiks/contracts/fold";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { ScriptedChat } from "./scripted-chat.ts";

/** What a workflow does with a message that its chat has recorded. */
export type Script = (chat: ScriptedChat, message: Record<string, unknown>) => void | Promise<void>;

export interface ScriptedWorkflow {
  readonly card: WorkflowCard;
  readonly description: string;
  readonly script: Script;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly chats: Map<string, ScriptedChat>;
  /** Requests seen, as `METHOD /path`. */
  readonly requests: string[];
  /** Query strings of the sockets that were opened. */
  readonly connects: URLSearchParams[];
  chat(chatId: string, workflowId?: string): ScriptedChat;
  /** Ends every socket: with a close code, or torn like a network that is gone. */
  cut(code?: number): void;
  /** The next connections are accepted and closed with this code. */
  refuseNext(code: number, times?: number): void;
  /** While away the server accepts nothing, as if it were down. */
  away: boolean;
  /** What `GET` of these paths answers, by path with query: a status and a body. */
  readonly states: Map<string, readonly [number, unknown]>;
  /** Whether there is a ticket route. */
  givesTickets: boolean;
  /** Seconds that tokens live. */
  tokenSeconds: number;
}

/** The runtime's protocol over real HTTP and WebSockets, with scripts where the engine would be. */
export async function startScriptedServer(
  workflows: readonly ScriptedWorkflow[],
  page?: (path: string) => Response | undefined,
): Promise<ScriptedServer> {
  const chats = new Map<string, ScriptedChat>();
  const tickets = new Map<string, string>();
  const refusals: number[] = [];
  const http = createServer((request, response) => void answer(request, response));
  const wss = new WebSocketServer({ noServer: true, handleProtocols: () => "mozaiks.v1" });

  const server: ScriptedServer = {
    url: "",
    chats,
    requests: [],
    connects: [],
    away: false,
    states: new Map(),
    givesTickets: true,
    tokenSeconds: 3600,
    chat(chatId, workflowId) {
      const known = chats.get(chatId);
      if (known) return known;
      const workflow = workflows.find(({ card }) => card.workflow_id === workflowId) ?? workflows[0];
      if (!workflow) throw new Error("a scripted server needs a workflow");
      const chat = new ScriptedChat(chatId, workflow.card);
      chats.set(chatId, chat);
      return chat;
    },
    cut(code) {
      for (const socket of wss.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
      for (const chat of chats.values()) chat.sockets.clear();
    },
    refuseNext: (code, times = 1) => void refusals.push(...Array.from({ length: times }, () => code)),
    async [Symbol.asyncDispose]() {
      for (const socket of wss.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  http.on("upgrade", (request, socket, head) => {
    if (server.away) socket.destroy();
    else wss.handleUpgrade(request, socket, head, (client) => connect(client, new URL(request.url ?? "/", server.url)));
  });

  function connect(client: WebSocket, url: URL): void {
    server.connects.push(url.searchParams);
    const refusal = refusals.shift();
    if (refusal !== undefined) return client.close(refusal);
    const ticket = url.searchParams.get("ticket") ?? "";
    const chatId = tickets.get(ticket) ?? chatOf(url.searchParams.get("token") ?? "");
    tickets.delete(ticket);
    if (chatId === undefined) return client.close(4401);
    const chat = server.chat(chatId);
    client.on("message", (data: Buffer) => void receive(client, chat, JSON.parse(data.toString())));
    client.on("close", () => chat.sockets.delete(client));
    const [after, tail] = ["after_seq", "tail"].map((name) => url.searchParams.get(name));
    if (Number(after) > chat.log.length) return client.close(4400);
    chat.welcome(client, { afterSeq: after ? Number(after) : undefined, tail: tail ? Number(tail) : undefined });
  }

  async function receive(client: WebSocket, chat: ScriptedChat, message: Record<string, unknown>): Promise<void> {
    if (!chat.accept(client, message)) return;
    const { type, call_id, client_id } = message as { type: string; call_id: string; client_id?: string };
    const key = client_id === undefined ? {} : { client_id };
    if (type === "user_message") {
      chat.title ||= String(message["content"]);
      const message_id = `user-${chat.log.length + 1}`;
      chat.record(client, type, {
        ...key,
        message_id,
        content: String(message["content"]),
        ...(typeof message["to"] === "string" && { to: message["to"] }),
      });
    } else if (type === "ui_tool_response") {
      chat.record(client, type, { ...key, call_id, response: message["response"] as string });
    } else if (type === "approval_response") {
      chat.record(client, type, { ...key, call_id, decision: message["decision"] as "approve" });
    }
    const workflow = workflows.find(({ card }) => card.workflow_id === chat.workflow.workflow_id);
    await workflow?.script(chat, message);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://scripted");
    server.requests.push(`${request.method} ${url.pathname}`);
    if (server.away) return void request.socket.destroy();
    const found = page?.(url.pathname);
    if (found) {
      response.writeHead(found.status, Object.fromEntries(found.headers));
      return void response.end(Buffer.from(await found.arrayBuffer()));
    }
    const [status, body] = route(request.method ?? "GET", url, await bodyOf(request), request.headers.authorization);
    response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*" });
    response.end(JSON.stringify(body));
  }

  function route(method: string, url: URL, body: Record<string, string>, authorization = ""): [number, unknown] {
    const ticketFor = /^\/api\/sessions\/([^/]+)\/ticket$/.exec(url.pathname)?.[1];
    if (method === "POST" && url.pathname === "/dev/token") {
      const chat_id = body["chat_id"] ?? `chat-${crypto.randomUUID().slice(0, 8)}`;
      const workflow_id = body["workflow_id"] ?? workflows[0]?.card.workflow_id;
      if (workflow_id !== undefined && body["workflow_id"] !== undefined) server.chat(chat_id, workflow_id);
      return [200, { token: scriptedToken(chat_id, server.tokenSeconds), chat_id, workflow_id, expires_at: "" }];
    }
    if (!authorization.startsWith("Bearer ")) return [401, { code: "token.missing", title: "A token is required" }];
    if (method === "GET" && url.pathname === "/api/workflows") return [200, { workflows: workflows.map(toSummary) }];
    if (method === "GET" && url.pathname === "/api/sessions") {
      return [
        200,
        {
          sessions: [...chats.values()]
            .filter(({ log }) => log.length > 1)
            .map(toRow)
            .toReversed(),
        },
      ];
    }
    if (method === "POST" && ticketFor !== undefined && server.givesTickets) {
      const ticket = crypto.randomUUID();
      tickets.set(ticket, ticketFor);
      return [200, { ticket, expires_in: 30 }];
    }
    const state = server.states.get(url.pathname + url.search);
    if (method === "GET" && state) return [...state];
    const deleted = /^\/api\/sessions\/([^/]+)$/.exec(url.pathname)?.[1];
    const renamed = deleted === undefined ? undefined : chats.get(deleted);
    if (method === "PATCH" && renamed) {
      renamed.title = body["title"] ?? "";
      return [200, toRow(renamed)];
    }
    if (method === "DELETE" && deleted !== undefined) return [chats.delete(deleted) ? 200 : 404, {}];
    return [404, { code: "route.not-found", title: "No such route" }];
  }

  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
}

/** A token of the right form that nobody signed. */
export function scriptedToken(chatId: string, seconds = 3600): string {
  const claims = { chat_id: chatId, workflow_id: "", exp: Date.now() / 1000 + seconds };
  return `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
}

function chatOf(token: string): string | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  return (JSON.parse(Buffer.from(payload, "base64url").toString()) as { chat_id: string }).chat_id;
}

function toSummary({ card, description }: ScriptedWorkflow): WorkflowSummary {
  const { workflow_id, version, title, suggestions } = card;
  return { workflow_id, version, title, description, suggestions, startup_mode: "UserDriven", entry_point: true };
}

function toRow(chat: ScriptedChat): SessionRow {
  const { view, log, title, chatId, workflow } = chat;
  const preview = view.rows.findLast((row) => row.kind === "message");
  return {
    chat_id: chatId,
    workflow_id: workflow.workflow_id,
    title: title || workflow.title,
    status: view.status,
    created_at: log[0]?.timestamp ?? "",
    updated_at: log.at(-1)?.timestamp ?? "",
    preview: preview?.content ?? "",
  };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
  return chunks.length === 0 || !isJson ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>);
}
