import { randomUUID } from "node:crypto";
import { idPattern } from "@mozaiks/contracts";
import { issueLaunchToken } from "@mozaiks/ai-runtime";
import { durationMsOf, isSet, requiredText, textOf, usage } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { openSigner } from "../signer.ts";

/** `mozaiks token`: a launch token for one user and one chat. */
export const command: Command = {
  name: "token",
  description:
    "Prints a launch token: the right of one user to one chat of one workflow. It is signed with JWT_SECRET,\n" +
    "else with the secret that mozaiks dev keeps in the data folder.",
  positionals: [],
  options: {
    workflow: { type: "string", value: "<id>", description: "the workflow (required)" },
    user: { type: "string", value: "<id>", description: "the user (required)" },
    app: { type: "string", value: "<id>", description: "the app, which is the tenant (required)" },
    chat: { type: "string", value: "<id>", description: "the chat; a new one when absent" },
    ttl: { type: "string", value: "<duration>", description: "how long it is valid: 90s, 15m, 8h, 30d (1h)" },
    data: { type: "string", short: "d", value: "<folder>", description: "data folder of mozaiks dev (.mozaiks)" },
    json: { type: "boolean", description: "print the token with what it is for" },
  },
  examples: [
    { line: "mozaiks token --workflow HelloWorld --user ann --app demo", does: "a token for a new chat" },
    { line: "mozaiks token --workflow HelloWorld --user ann --app demo --chat c1 --ttl 8h --json", does: "for a day" },
  ],
  async run(args, io) {
    const grant = {
      workflow_id: idOf(args, "workflow"),
      user_id: idOf(args, "user"),
      app_id: idOf(args, "app"),
      chat_id: textOf(args, "chat") === undefined ? `chat_${randomUUID()}` : idOf(args, "chat"),
    };
    const ttlMs = durationMsOf(args, "ttl");
    const signer = await openSigner(args, io);
    const { token, expiresAt } = await issueLaunchToken(signer, grant, ttlMs === undefined ? {} : { ttlMs });
    const facts = { token, ...grant, expires_at: expiresAt.toISOString() };
    io.print(isSet(args, "json") ? JSON.stringify(facts) : token);
    return 0;
  },
};

function idOf(args: Arguments, name: string): string {
  const id = requiredText(args, name);
  if (idPattern.test(id)) return id;
  throw usage(`--${name} is ${JSON.stringify(id)}, and must be 1 to 128 of A-Z a-z 0-9 . _ : @ -`);
}
