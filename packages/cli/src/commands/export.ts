import { issueServiceToken } from "@mozaiks/ai-runtime";
import { isMozaiksError, type EventPage, type SessionEvent } from "@mozaiks/contracts";
import { isSet, textOf } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { openDataFolderOf } from "../data-folder.ts";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { openSigner } from "../signer.ts";
import { whyLines } from "../why-lines.ts";

/** `mozaiks export`: the whole log of a chat. */
export const command: Command = {
  name: "export",
  description:
    "Prints the log of a chat, an event in each line, with all that clients may not see. It is read from the data folder,\n" +
    "or, while a server has that, from the server.",
  positionals: [{ name: "chat", description: "the chat's id" }],
  options: {
    app: { type: "string", value: "<id>", description: "the app, which is the tenant (dev)" },
    data: { type: "string", short: "d", value: "<folder>", description: "data folder of mozaiks dev (.mozaiks)" },
    url: { type: "string", value: "<url>", description: "the server that has the data (http://localhost:8000)" },
    why: {
      type: "boolean",
      description: "print who spoke and why instead: every rule that was asked, and its outcome",
    },
    json: { type: "boolean", description: "print one JSON object { events } instead of lines" },
  },
  examples: [
    { line: "mozaiks export chat_1 > run.ndjson", does: "a log to keep, to look at, or to replay" },
    { line: "mozaiks export chat_1 --why", does: "why did this agent speak?" },
  ],
  async run(args, io) {
    const [chatId = ""] = args.positionals;
    const appId = textOf(args, "app") ?? "dev";
    const events = await readEvents(args, io, appId, chatId);
    if (isSet(args, "why")) for (const line of whyLines(events, io.style)) io.print(line);
    else if (isSet(args, "json")) io.print(JSON.stringify({ events }));
    else for (const event of events) io.print(JSON.stringify(event));
    return 0;
  },
};

async function readEvents(args: Arguments, io: Io, appId: string, chatId: string): Promise<readonly SessionEvent[]> {
  if (textOf(args, "url") !== undefined) return askServer(args, io, appId, chatId);
  try {
    await using data = await openDataFolderOf(args, io);
    return await data.log(appId, chatId);
  } catch (thrown) {
    if (isMozaiksError(thrown) && thrown.code === "store.in-use") return askServer(args, io, appId, chatId);
    throw thrown;
  }
}

async function askServer(args: Arguments, io: Io, appId: string, chatId: string): Promise<readonly SessionEvent[]> {
  const url = (textOf(args, "url") ?? "http://localhost:8000").replace(/\/+$/, "");
  const { token } = await issueServiceToken(await openSigner(args, io), { app_id: appId });
  const events: SessionEvent[] = [];
  for (;;) {
    const path = `/api/sessions/${encodeURIComponent(chatId)}/events?limit=1000&after_seq=${events.length}`;
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}${path}`, { headers }).catch((cause: unknown) => {
      throw new CliError("server.unreachable", `No server answers at ${url}`, { fix: "name it with --url", cause });
    });
    if (!answer.ok) {
      const { code = "internal", title = "" } = (await answer.json()) as { code?: string; title?: string };
      throw new CliError(code, `${title}: ${chatId} of app ${appId} at ${url}`, { fix: "check chat and --app" });
    }
    const page = (await answer.json()) as EventPage;
    events.push(...page.events);
    if (!page.has_more || page.events.length === 0) return events;
  }
}
