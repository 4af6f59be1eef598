import { randomUUID } from "node:crypto";
import { issueLaunchToken } from "@mozaiks/ai-runtime";
import { type AuthAdapter, createChatSession, createMemoryStorage, toGrant } from "@mozaiks/chatui/core";
import { isSet, textOf } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { openSigner } from "../signer.ts";
import { converse } from "../terminal/conversation.ts";
import { tapFrames } from "../terminal/frame-tap.ts";
import { openPrompter } from "../terminal/prompter.ts";
import { createTranscript } from "../terminal/transcript.ts";

/** `mozaiks chat`: a workflow in the terminal. */
export const command: Command = {
  name: "chat",
  description:
    "Talks to a workflow of a running server. Answers stream in, forms are asked field by field, a lost connection\n" +
    "goes on where it was. Ctrl-C stops the answer, a second one leaves. Lines from a pipe are sent one per turn.",
  positionals: [{ name: "workflow", description: "the workflow's id" }],
  options: {
    url: { type: "string", value: "<url>", description: "the server (http://localhost:8000)" },
    chat: { type: "string", value: "<id>", description: "go on with this chat; a new one when absent" },
    user: { type: "string", value: "<id>", description: "who talks (dev-user)" },
    app: { type: "string", value: "<id>", description: "the app, which is the tenant (dev)" },
    token: { type: "string", value: "<token>", description: "a launch token, instead of signing one" },
    data: { type: "string", short: "d", value: "<folder>", description: "data folder of mozaiks dev (.mozaiks)" },
    json: {
      type: "boolean",
      description: "print the server's frames, one per line; take client messages as JSON lines",
    },
  },
  examples: [
    { line: "mozaiks chat HelloWorld", does: "talk (start mozaiks dev in another terminal first)" },
    { line: "echo 'A quiz about birds' | mozaiks chat HelloWorld", does: "one message, then the end" },
    { line: "mozaiks chat HelloWorld --chat chat_1 --json", does: "every frame of a chat, from its beginning" },
  ],
  async run(args, io) {
    const baseUrl = (textOf(args, "url") ?? "http://localhost:8000").replace(/\/+$/, "");
    await checkServer(baseUrl);
    const isJson = isSet(args, "json");
    const chatId = chatIdOf(args);
    const typedIds = new Set<string>();
    const session = createChatSession({
      chatId,
      baseUrl,
      auth: await openAuth(args, io, chatId),
      storage: createMemoryStorage(),
      tail: 1000,
      newId: () => {
        const id = `cli_${randomUUID()}`;
        typedIds.add(id);
        return id;
      },
      ...(isJson && { WebSocket: tapFrames(io.print) }),
    });

    const quit = new AbortController();
    let isMine = true;
    let isStopping = false;
    const onInterrupt = () => {
      if (isMine || isStopping || !session.cancel()) return quit.abort();
      isStopping = true;
    };
    using prompter = openPrompter({ input: io.stdin, output: io.stdout, onInterrupt, mayPrompt: !isJson });
    io.onSignal("SIGINT", onInterrupt);
    io.onSignal("SIGTERM", () => quit.abort());

    const write = isJson ? () => undefined : prompter.write;
    const isTyped = (id: string | undefined) => prompter.isInteractive && id !== undefined && typedIds.has(id);
    const transcript = createTranscript({ write, style: io.style, isTyped });
    const unsubscribe = session.store.subscribe(({ view, connection }, before) => {
      if (view && view !== before.view) transcript.show(view);
      if (connection.phase === before.connection.phase || before.connection.phase === "closed") return;
      if (connection.phase === "reconnecting") write(io.style("dim", "  … connection lost, trying again\n"));
    });
    write(io.style("dim", `${chatId} · /help\n\n`));
    session.start();
    try {
      const status = await converse({
        session,
        prompter: { ...prompter, write },
        style: io.style,
        isJson,
        quit: quit.signal,
        onTurn(mine) {
          isMine = mine;
          isStopping = false;
        },
      });
      return status === "failed" ? 1 : 0;
    } finally {
      unsubscribe();
      session.close();
      const goOn = `mozaiks ${["chat", ...args.positionals].join(" ")} --chat ${chatId}`;
      if (prompter.isInteractive) write(io.style("dim", `\ngo on with: ${goOn}\n`));
    }
  },
};

async function checkServer(baseUrl: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/health`, { signal: AbortSignal.timeout(10_000) }).catch((cause: unknown) => {
    throw new CliError("server.unreachable", `No server answers at ${baseUrl}`, {
      fix: "start one with mozaiks dev, or name another with --url",
      cause,
    });
  });
  if (!answer.ok) throw new CliError("server.unreachable", `${baseUrl}/health answers ${answer.status}`);
}

/** The chat a token is for wins over a new one. */
function chatIdOf(args: Arguments): string {
  const named = textOf(args, "chat");
  if (named !== undefined) return named;
  const token = textOf(args, "token");
  return (token === undefined ? undefined : toGrant(token).chat_id) ?? `chat_${randomUUID()}`;
}

async function openAuth(args: Arguments, io: Io, chatId: string): Promise<AuthAdapter> {
  const given = textOf(args, "token");
  if (given !== undefined) return { getToken: () => given };
  const signer = await openSigner(args, io);
  const grant = {
    workflow_id: args.positionals[0] ?? "",
    user_id: textOf(args, "user") ?? "dev-user",
    app_id: textOf(args, "app") ?? "dev",
    chat_id: chatId,
  };
  return { getToken: async () => (await issueLaunchToken(signer, grant)).token };
}
