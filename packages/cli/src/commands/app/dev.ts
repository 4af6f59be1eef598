import { textOf } from "../../arguments.ts";
import { serveOptions } from "../../app/app-config.ts";
import { runDevChild, type Listening } from "../../app/dev-child.ts";
import { appOption, findApp } from "../../app/load-app.ts";
import { stopSignal } from "../../app/serve-app.ts";
import { superviseApp } from "../../app/supervise-app.ts";
import { isSet } from "../../arguments.ts";
import type { Arguments, Command } from "../../command.ts";
import type { Io } from "../../io.ts";

/** `mozaiks app dev`: the app on one person's machine. */
export const command: Command = {
  name: "app dev",
  description:
    "Serves the app on http://localhost:8080 and follows its code: a change that is right replaces what runs, one that is wrong\n" +
    "is told with its place, and what ran goes on. Writes mozaiks.d.ts, which types db.tasks. Changes of the data that lose\n" +
    "nothing are applied to the database by themselves; others wait for mozaiks app migrate.",
  positionals: [],
  options: {
    ...appOption,
    ...serveOptions,
    verbose: { type: "boolean", description: "print the app's log" },
    json: { type: "boolean", description: "print each address as one JSON line" },
  },
  examples: [
    { line: "mozaiks app dev", does: "start, then open http://localhost:8080" },
    { line: "mozaiks app dev --port 0 --data /tmp/try", does: "beside another one, with data of its own" },
  ],
  async run(args, io) {
    if (io.parent) return runDevChild(args, io, io.parent);
    const { folder, source } = findApp(args, io);
    const announce = (listening: Listening, isFirst: boolean) =>
      io.print(
        isSet(args, "json") ? JSON.stringify(listening) : isFirst ? banner(listening, args, io) : again(listening, io),
      );
    return superviseApp(io, {
      args: commandLineOf(args),
      folders: [source, `${folder}/migrations`],
      announce,
      stop: stopSignal(io),
    });
  },
};

/** The same again, for the process that serves. */
function commandLineOf({ values }: Arguments): readonly string[] {
  const options = Object.entries(values).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : typeof value === "string" ? [`--${name}`, value] : [],
  );
  return ["app", "dev", ...options];
}

function banner({ url, name, collections }: Listening, args: Arguments, { style }: Io): string {
  return [
    "",
    `  ${style("bold", name)}  ${style(["cyan", "underline"], url.replace("127.0.0.1", "localhost"))}`,
    "",
    collections.length === 0
      ? "  No collection is defined yet."
      : `  ${collections.map((collection) => `/api/${collection}`).join("  ")}`,
    "",
    `  ${style("dim", `data in ${textOf(args, "data") ?? ".mozaiks"} · follows changes · Ctrl-C stops`)}`,
    "",
  ].join("\n");
}

const again = ({ url }: Listening, { style }: Io): string =>
  `  ${style("green", "✓")} ${style("dim", `changed, on ${url.replace("127.0.0.1", "localhost")}`)}`;
