import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { type Replay, replayRecording } from "@mozaiks/ai-runtime";
import type { SessionEvent } from "@mozaiks/contracts";
import { isSet, textOf } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { openDataFolderOf } from "../data-folder.ts";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { loadOneWorkflow } from "../load-one-workflow.ts";
import { parseRecording } from "../recording.ts";

/** `mozaiks replay`: a recorded session again, without a model. */
export const command: Command = {
  name: "replay",
  description:
    "Runs a recorded session again without model, tools or clock: what people, models and tools gave is taken from the log,\n" +
    "all else is decided anew. Says that it is identical, or where the first difference is, and fails then.",
  positionals: [{ name: "file", description: "the log as mozaiks export prints it; - for standard input" }],
  options: {
    definition: { type: "string", value: "<folder>", description: "the workflow to replay with, changed or not" },
    data: {
      type: "string",
      short: "d",
      value: "<folder>",
      description: "data folder that has the recorded version (.mozaiks)",
    },
    json: { type: "boolean", description: "print the outcome as one JSON object" },
  },
  examples: [
    { line: "mozaiks replay run.ndjson", does: "with the version it was recorded with" },
    { line: "mozaiks replay run.ndjson --definition workflows/Tea", does: "would today's rules decide the same?" },
  ],
  async run(args, io) {
    const [file = "-"] = args.positionals;
    const events = parseRecording(
      file === "-" ? await text(io.stdin) : await readRecording(resolve(io.cwd, file), file),
    );
    const replay = await replayWith(args, io, events);
    const identical = replay.difference === undefined;
    if (isSet(args, "json")) io.print(JSON.stringify({ identical, ...replay }));
    else for (const line of linesOf(replay, io.style)) io.print(line);
    return identical ? 0 : 1;
  },
};

async function readRecording(path: string, shown: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new CliError("recording.unreadable", `${shown} cannot be read`, { fix: "check the path", cause });
  });
}

async function replayWith(args: Arguments, io: Io, events: readonly SessionEvent[]): Promise<Replay> {
  const [created] = events;
  if (created?.type !== "session_created")
    throw new CliError("recording.invalid", "The log does not begin with session_created", {
      fix: "replay a whole log, from seq 1 on",
    });
  const folder = textOf(args, "definition");
  if (folder === undefined) {
    await using data = await openDataFolderOf(args, io);
    return replayRecording(await data.definition(created.workflow_id, created.workflow_version), events);
  }
  const { stored } = await loadOneWorkflow(folder);
  if (stored.workflow_id !== created.workflow_id)
    throw new CliError(
      "recording.other-workflow",
      `The log is of ${created.workflow_id}, not of ${stored.workflow_id}`,
    );
  return replayRecording(stored, events);
}

function linesOf({ events, decisions, difference }: Replay, style: Io["style"]): readonly string[] {
  if (!difference) return [style("green", `identical: ${events} events, ${decisions} of them decided again`)];
  return [
    style("bold", `differs at seq ${difference.seq}, after ${decisions} decisions that are the same`),
    `  recorded  ${style("green", JSON.stringify(difference.recorded ?? "the end"))}`,
    `  decided   ${style("red", typeof difference.decided === "string" ? difference.decided : JSON.stringify(difference.decided))}`,
  ];
}
