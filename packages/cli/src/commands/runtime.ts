import { loadConfig, type RuntimeHandle } from "@mozaiks/ai-runtime";
import { isSet } from "../arguments.ts";
import type { Command } from "../command.ts";
import { readEnvironment } from "../environment.ts";
import { serve } from "../serve.ts";
import { serverOptions, serverOverrides } from "../server-options.ts";

/** `mozaiks runtime`: the server alone, whose launch tokens somebody else mints. */
export const command: Command = {
  name: "runtime",
  description:
    "Runs the workflow server: WebSocket, server-sent events and HTTP for clients that bring launch tokens.\n" +
    "Everything is set by environment variables (and a .env file here); logs are JSON lines on stdout.",
  positionals: [],
  options: serverOptions,
  examples: [
    { line: "JWT_SECRET=… mozaiks runtime --data /var/lib/mozaiks --workflows ./workflows", does: "serve one pack" },
    { line: "mozaiks runtime --port 0 --json", does: "take any free port and say which" },
  ],
  async run(args, io) {
    const config = await loadConfig(await readEnvironment(io), { ...serverOverrides(args), mode: "runtime" });
    const announce = async ({ url }: RuntimeHandle) => {
      if (isSet(args, "json")) io.print(JSON.stringify({ url }));
    };
    return serve(config, io, { announce });
  },
};
