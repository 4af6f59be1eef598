import * as fc from "fast-check";
import type { Frame } from "../src/fold.ts";
import { scriptedChat } from "./scripted-chat.ts";

/** Things that happen in a session. What does not fit its state is left out when the stream is written. */
const move = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: "say" as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("stream" as const), pieces: fc.array(fc.string(), { maxLength: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("answer" as const), text: fc.string(), visible: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("call" as const), ui: fc.boolean(), waits: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("result" as const),
      status: fc.constantFrom("ok" as const, "error" as const, "dismissed" as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "respond" as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("set" as const), value: fc.jsonValue({ maxDepth: 1 }) }) },
  { weight: 2, arbitrary: fc.constant({ kind: "artifact" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("usage" as const),
      tokens: fc.nat(1000),
      cost: fc.option(fc.constant(0.001)),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "recover" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("end" as const),
      how: fc.constantFrom("pause", "complete", "fail", "cancel"),
    }),
  },
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

/** Everything one client could receive of a session that a correct server runs: text in deltas, gapless events. */
export const sessionStream: fc.Arbitrary<Frame[]> = fc.array(move, { maxLength: 40, size: "max" }).map(written);

function written(moves: readonly Move[]): Frame[] {
  const chat = scriptedChat();
  const frames: Frame[] = [];
  const state = { run: "", epoch: 0, text: "", message: 0, calls: 0, open: [] as string[], version: 0 };
  const log = (frame: Frame & { seq: number }) => {
    frames.push(frame);
    if (frame.type === "run_started" || frame.type === "run_recovery") state.epoch = frame.seq;
  };
  const start = (cause: "user_message" | "response") => {
    if (state.run) return;
    state.run = `run-${frames.length}`;
    log(chat.event("run_started", { run_id: state.run, cause }));
    log(chat.event("agent_selected", { agent: "Ada", reason: { kind: "initial" } }));
  };
  const endOfText = () => {
    state.text = "";
    state.message += 1;
  };
  log(chat.event("session_created", { workflow_id: "w", workflow_version: "1", startup_mode: "UserDriven" }));

  const write: { [K in Move["kind"]]: (move: Extract<Move, { kind: K }>) => void } = {
    say() {
      log(chat.event("user_message", { message_id: `said-${frames.length}`, content: "Hi" }));
      start("user_message");
    },
    stream({ pieces }) {
      if (!state.run) return;
      for (const piece of pieces) {
        frames.push(chat.delta(piece, state.text.length, { epoch: state.epoch, message_id: `msg-${state.message}` }));
        state.text += piece;
      }
    },
    answer({ text, visible }) {
      if (!state.run) return;
      const content = visible ? state.text + text : undefined;
      const id = { message_id: `msg-${state.message}`, agent: "Ada", epoch: state.epoch };
      log(
        chat.event("agent_message", {
          ...id,
          ...(content !== undefined && { content }),
          finish_reason: "stop",
          visible,
        }),
      );
      endOfText();
    },
    call({ ui, waits }) {
      if (!state.run || state.text) return;
      const call_id = `call-${(state.calls += 1)}`;
      state.open.push(call_id);
      log(chat.event("tool_call", { call_id, agent: "Ada", name: "look", kind: ui ? "ui" : "module" }));
      const request = { call_id, agent: "Ada", component: "core.form", display: "inline" as const, payload: {} };
      if (ui) log(chat.event("ui_tool_request", { ...request, awaiting_response: waits }));
      else frames.push(chat.frame("tool_progress", { call_id, percent: 50 }));
    },
    result({ status }) {
      const call_id = state.open.shift();
      if (call_id && state.run) log(chat.event("tool_result", { call_id, name: "look", status, duration_ms: 1 }));
    },
    respond() {
      const call_id = state.open[0];
      if (!call_id) return;
      log(chat.event("ui_tool_response", { call_id, response: { yes: true } }));
      start("response");
    },
    set({ value }) {
      if (state.run)
        log(chat.event("context_update", { changes: { a: JSON.parse(JSON.stringify(value)) }, cause: "look" }));
    },
    artifact() {
      if (!state.run) return;
      state.version += 1;
      const patch = [{ op: "add", path: "/-", value: state.version }];
      if (state.version > 1) log(chat.event("artifact_updated", { artifact_id: "art", version: state.version, patch }));
      else {
        const card = {
          artifact_id: "art",
          artifact_type: "list",
          title: "List",
          display: "inline" as const,
          state: [1],
        };
        log(chat.event("artifact_created", { ...card, version: 1 }));
      }
    },
    usage({ tokens, cost }) {
      const counts = { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens };
      const who = { user_id: "u", app_id: "a", workflow_id: "w", agent: "Ada", model: "m" };
      if (state.run) log(chat.event("usage_update", { ...who, tokens: counts, total_tokens: tokens, cost_usd: cost }));
    },
    recover() {
      if (!state.run) return;
      log(chat.event("run_recovery", { run_id: state.run, step: "model" }));
      state.text = "";
    },
    end({ how }) {
      if (!state.run) return;
      const run_id = state.run;
      if (how === "pause") log(chat.event("run_paused", { run_id, waiting_for: "user" }));
      else state.open = [];
      const costs = { duration_ms: 1, tokens: 1, cost_usd: null };
      if (how === "complete")
        log(chat.event("workflow_complete", { run_id, status: "completed", reason: "terminate", ...costs }));
      if (how === "fail")
        log(chat.event("workflow_failed", { run_id, error: { code: "internal", title: "Internal error" } }));
      if (how === "cancel") log(chat.event("workflow_cancelled", { run_id, by: "u" }));
      state.run = "";
      endOfText();
    },
  };
  for (const each of moves) (write[each.kind] as (move: Move) => void)(each);
  return frames;
}
