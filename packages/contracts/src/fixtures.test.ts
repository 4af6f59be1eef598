import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { applyEvent, emptyView, type Frame as FrameType } from "./fold.ts";
import { Frame, SessionEvent, TransientFrame } from "./index.ts";

const folder = new URL("../fixtures/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".jsonl"))
  .map((file) => file.replace(".jsonl", ""));
const framesOf = (name: string) =>
  read(`${name}.jsonl`)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as FrameType);
const typesOf = (schema: typeof SessionEvent | typeof TransientFrame) =>
  schema.options.map((option) => option.shape.type.value);

describe.each(names)("the stream %s", (name) => {
  const frames = framesOf(name);

  it("holds only frames of the protocol, without a field that is not in it", () => {
    for (const frame of frames) expect(Frame.parse(frame)).toEqual(frame);
  });

  it("folds into its view", () => {
    const view = frames.reduce(applyEvent, emptyView(frames[0]?.chat_id ?? ""));
    expect(view).toStrictEqual(JSON.parse(read(`${name}.view.json`)));
  });

  it("is described in the README", () => {
    expect(read("README.md")).toContain(`| \`${name}\` |`);
  });
});

it("shows every type of event and frame", () => {
  const shown = new Set<string>(names.flatMap((name) => framesOf(name).map((frame) => frame.type)));
  const types: string[] = [...typesOf(SessionEvent), ...typesOf(TransientFrame)];
  expect(types.filter((type) => !shown.has(type))).toEqual([]);
});
