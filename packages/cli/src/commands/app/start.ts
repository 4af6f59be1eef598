import { appConfigOf, serveOptions } from "../../app/app-config.ts";
import { appOption, loadApp } from "../../app/load-app.ts";
import { serveApp, stopSignal } from "../../app/serve-app.ts";
import { isSet } from "../../arguments.ts";
import type { Command } from "../../command.ts";

/** `mozaiks app start`: the app for everybody. */
export const command: Command = {
  name: "app start",
  description:
    "Serves the app as its environment says (docs/configuration.md); logs are JSON lines on stdout. Serves frontend/dist too\n" +
    "when it is built. A database of another shape is left alone and the start refused, unless MIGRATE_ON_START=1 lets it\n" +
    "apply committed migrations. SIGTERM and Ctrl-C end it gracefully.",
  positionals: [],
  options: {
    ...appOption,
    ...serveOptions,
    json: { type: "boolean", description: "print the address as one JSON line" },
  },
  examples: [
    { line: "PUBLIC_URL=https://tasks.example.com mozaiks app start", does: "serve it behind a proxy with https" },
    {
      line: "MIGRATE_ON_START=1 mozaiks app start --port 0 --json",
      does: "migrate first, take any free port, say which",
    },
  ],
  async run(args, io) {
    const stop = stopSignal(io);
    const app = await loadApp(args, io);
    const config = await appConfigOf(args, io, app.runtime, "production");
    const announce = ({ url }: { readonly url: string }) => {
      if (isSet(args, "json")) io.print(JSON.stringify({ url }));
    };
    await serveApp(app, config, { policy: config.data.migrateOnStart ? "committed" : "refuse", announce, stop });
    return 0;
  },
};
