import { z } from "zod";
import { Text } from "./fields.ts";

const Names = z.array(Text);

const ExpectedCall = z.union([
  Text,
  z.strictObject({
    name: Text.describe("the tool that is called"),
    agent: Text.optional().describe("who calls it"),
    arguments: z.record(z.string(), z.json()).optional().describe("arguments that the call must have, among others"),
    status: z
      .enum(["ok", "error", "timeout", "denied", "dismissed", "cancelled", "unknown", "open"])
      .optional()
      .describe("how it ends; `open` while it waits for a person"),
    result: z.json().optional().describe("what the result must hold, among other things"),
  }),
]);

const ExpectedMessage = z.union([
  Text,
  z
    .strictObject({
      from: Text.optional().describe("who says it"),
      contains: Text.optional().describe("a part of the text, in any case"),
      matches: Text.optional().describe("a regular expression that is found in the text"),
      structured: z.json().optional().describe("what the structured output must hold, among other things"),
    })
    .refine((message) => Object.values(message).some((value) => value !== undefined), {
      error: "says nothing about the message",
      params: { code: "key.missing", fix: "Write from, contains, matches or structured." },
    }),
]);

const ExpectedArtifact = z.strictObject({
  type: Text.optional().describe("its type"),
  title: z.string().optional().describe("its title"),
  version: z.int().min(1).optional().describe("its version"),
  state: z.json().optional().describe("what its state must hold, among other things"),
});

const Expected = z.strictObject({
  speakers: Names.optional().describe("the agents that are selected, exactly and in order"),
  tools: z.array(ExpectedCall).optional().describe("the calls of tools, exactly and in order; transfers do not count"),
  messages: z
    .array(ExpectedMessage)
    .optional()
    .describe("messages of agents that must be among those there are, in this order; a text is a part of one"),
  context: z.record(z.string(), z.json()).optional().describe("values that variables must have"),
  asks: Names.optional().describe("the tools whose questions to the person are open, in any order"),
  artifacts: z.array(ExpectedArtifact).optional().describe("the artifacts there are, in order of creation"),
  documents: z
    .record(Text, z.array(z.record(z.string(), z.json())))
    .optional()
    .describe("the documents that are in a collection, in order of their last writes; each may hold more"),
  status: z.enum(["created", "paused", "completed", "failed", "cancelled"]).optional().describe("of the session"),
  waiting_for: z.enum(["user", "ui_tool", "approval", "children", "timer"]).optional().describe("what it waits for"),
  error: Text.optional().describe("the problem code that a run failed with"),
  result: z.json().optional().describe("what the run's result must hold, among other things"),
});
export type Expected = z.infer<typeof Expected>;

const ExpectedOfTurn = Expected.extend({
  refused: Text.optional().describe("the problem code with which the turn is not taken"),
});

const kinds = ["say", "answer", "approve", "act", "wait_s", "cancel", "retry", "start", "execute"] as const;

/** What may stand only beside something that the person does. */
const companions = {
  to: ["say"],
  page: ["say"],
  attach: ["say"],
  comment: ["approve"],
  tool: ["answer", "approve"],
  artifact: ["act"],
  payload: ["act"],
  expected_version: ["act"],
  stop_at: ["say", "answer", "approve", "act", "retry", "start", "execute"],
} as const;

const Turn = z
  .strictObject({
    say: Text.optional().describe("what the person says"),
    to: Text.optional().describe("with `say`: the agent the person speaks to"),
    page: z.record(z.string(), z.json()).optional().describe("with `say`: the page's context, for variables of `ui`"),
    attach: Names.optional().describe("with `say`: files of the workflow's folder that are sent with it"),
    answer: z.json().optional().describe("the answer to the question that is open"),
    approve: z.boolean().optional().describe("the decision about the call that waits for it"),
    comment: z.string().optional().describe("with `approve`: why"),
    tool: Text.optional().describe("with `answer` and `approve`: which question, when several are open"),
    act: Text.optional().describe("what the person does with an artifact: an action of its type"),
    artifact: Text.optional().describe("with `act`: the artifact's title, when there are several"),
    payload: z.json().optional().describe("with `act`: what the action is given; of `update_state` a JSON Patch"),
    expected_version: z.int().min(1).optional().describe("with `act`: the version that the person sees"),
    wait_s: z.number().positive().optional().describe("so many seconds pass at once; what is due by then happens"),
    stop_at: Text.optional().describe("the person stops the run as soon as a reply has said this much"),
    cancel: z.literal(true).optional().describe("the person stops what runs or is asked"),
    retry: z.literal(true).optional().describe("the person tries a failed run again"),
    start: z.literal(true).optional().describe("the person opens an AgentDriven chat"),
    execute: z
      .union([z.string(), z.record(z.string(), z.json())])
      .optional()
      .describe("as the first turn: the input of a run that a program starts"),
    expect: ExpectedOfTurn.optional().describe("what must have happened in this turn; state is that after it"),
  })
  .refine((turn) => kinds.filter((kind) => turn[kind] !== undefined).length === 1, {
    error: `must have exactly one of ${kinds.join(", ")}`,
    params: { code: "key.conflict", fix: "Write one turn for each thing the person does." },
  })
  .superRefine((turn, context) => {
    for (const [key, of] of Object.entries(companions) as [keyof typeof companions, readonly string[]][])
      if (turn[key] !== undefined && !of.some((kind) => kind in turn))
        context.addIssue({
          code: "custom",
          path: [key],
          message: `belongs to ${of.join(" or ")}`,
          params: { code: "key.conflict", fix: "Write it there, or remove it.", onKey: true },
        });
  });
export type ScenarioTurn = z.infer<typeof Turn>;

const Reply = z.union([
  Text,
  z.strictObject({
    content: z.string().optional().describe("what it says"),
    tools: z
      .array(
        z.union([
          Text,
          z.strictObject({
            name: Text.describe("the tool it calls"),
            arguments: z.record(z.string(), z.json()).optional().describe("the arguments it writes"),
          }),
        ]),
      )
      .optional()
      .describe("the tools it calls"),
    structured: z.json().optional().describe("its structured output"),
    handoff: Text.optional().describe("the agent it transfers to"),
  }),
]);
export type ScenarioReply = z.infer<typeof Reply>;

/** `tests/*.yaml`: a conversation and what must come of it. */
export const ScenarioFile = z.strictObject({
  description: z.string().optional().describe("what the scenario shows; default: the file's name"),
  model: z
    .record(z.string(), z.array(Reply))
    .optional()
    .describe("what each agent's model replies, in order, instead of its rehearsal; a text is its content"),
  stubs: z
    .record(z.string(), z.json())
    .optional()
    .describe("results of tools that are not to be called, by their names"),
  variables: z.record(z.string(), z.json()).optional().describe("first values of state variables"),
  documents: z
    .record(Text, z.array(z.object({ id: Text.describe("what it is found by") }).catchall(z.json())))
    .optional()
    .describe("documents that the app has before, by collection"),
  environment: z.record(z.string(), z.string()).optional().describe("environment variables for sources `config`"),
  claims: z.record(z.string(), z.json()).optional().describe("further claims of the person's token"),
  turns: z.array(Turn).min(1).describe("what the person does, one after the other"),
  expect: Expected.optional().describe("what must have happened in the whole conversation"),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;
