import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { isMockError, type MockOutcome, type MockReply, outcomeOf } from "./mock-llm-reply.ts";
import {
  ChatBody,
  matches,
  type MockEnd,
  type MockLlmRequest,
  mockLlmRequest,
  type MockMatch,
} from "./mock-llm-request.ts";
import { sendError, sendStream } from "./mock-llm-response.ts";

/** A language model under a test's control, over real HTTP. */
export interface MockLlm extends AsyncDisposable {
  /** Give it as OPENAI_API_BASE; any key is accepted. */
  readonly url: string;
  /** Every chat completion request so far, in order of arrival. */
  readonly requests: readonly MockLlmRequest[];
  /**
   * Scripts what answers requests that match. The first rule that matches answers; its replies are used in order, the
   * last one for ever. A request that no rule matches gets a 400 that says what it was.
   */
  when(match: MockMatch, ...replies: readonly [MockReply, ...MockReply[]]): MockLlm;
  /** The same for every request. */
  always(...replies: readonly [MockReply, ...MockReply[]]): MockLlm;
  /** The `count`th request (1 is the first), as soon as it has arrived. */
  request(count: number): Promise<MockLlmRequest>;
  /** Forgets rules and requests. */
  reset(): void;
  close(): Promise<void>;
}

interface Rule {
  readonly match: MockMatch;
  readonly replies: readonly MockReply[];
  used: number;
}

/**
 * Starts a server that speaks OpenAI's streamed chat completions, on a free port of 127.0.0.1. It exists beside aimock
 * because tests must hold a stream until a condition is met, cut it at any byte, send any header with an error, and see
 * when a client closed its connection.
 */
export async function startMockLlm(): Promise<MockLlm> {
  const rules: Rule[] = [];
  const requests: MockLlmRequest[] = [];
  const waiting: { count: number; resolve: (request: MockLlmRequest) => void }[] = [];

  const replyTo = (request: MockLlmRequest): MockReply => {
    const rule = rules.find((candidate) => matches(candidate.match, request));
    const reply = rule?.replies[Math.min(rule.used, rule.replies.length - 1)];
    if (rule === undefined || reply === undefined) return { status: 400, message: unscripted(request) };
    rule.used++;
    return reply;
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (incoming.method !== "POST" || !incoming.url?.endsWith("/chat/completions"))
      return sendError(response, { status: 404, message: `no route ${incoming.method} ${incoming.url}` });
    const body = ChatBody.safeParse(await json(incoming));
    if (!body.success) return sendError(response, { status: 400, message: body.error.message });
    const { promise: ended, resolve: end } = Promise.withResolvers<MockEnd>();
    const request = mockLlmRequest(body.data, incoming.headers, ended);
    const left = new AbortController();
    response.once("close", () => {
      end("left");
      left.abort();
    });
    requests.push(request);
    for (const waiter of waiting) if (waiter.count === requests.length) waiter.resolve(request);

    const outcome: MockOutcome = await outcomeOf(replyTo(request), request);
    if (isMockError(outcome)) {
      end("error");
      sendError(response, outcome);
    } else await sendStream(response, outcome, body.data, { signal: left.signal, end });
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((thrown: unknown) =>
      response.destroy(thrown instanceof Error ? thrown : undefined),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const llm: MockLlm = {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    when(match, ...replies) {
      rules.push({ match, replies, used: 0 });
      return llm;
    },
    always: (...replies) => llm.when({}, ...replies),
    request(count) {
      const request = requests[count - 1];
      if (request !== undefined) return Promise.resolve(request);
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    reset() {
      rules.length = 0;
      requests.length = 0;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return llm;
}

function unscripted(request: MockLlmRequest): string {
  const short = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  const after = request.afterTool === undefined ? "" : `, after the result of ${request.afterTool}`;
  return `No scripted reply for system ${short(request.system)}, user ${short(request.user)}${after}`;
}
