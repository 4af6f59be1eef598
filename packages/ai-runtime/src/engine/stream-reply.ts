import type { FinishReason, FrameOf, JsonObject, TokenCounts } from "@mozaiks/contracts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { ModelProvider, ModelRequest } from "../ports/model-provider.ts";
import { createDeltaCoalescer, type DeltaCoalescer } from "./delta-coalescer.ts";
import { shownOf } from "./hidden-fields.ts";
import type { Reply, WrittenCall } from "./reply.ts";
import type { StepScope } from "./step-scope.ts";

/**
 * Streams one model call to whoever watches the session, and resolves to the whole reply. A stop resolves to what there
 * was, with `finish_reason: "cancelled"`.
 * @param options.visible false for text that no client may see while it grows; `showsCalls` the same for tool calls.
 * @throws the abort reason when the session is lost; MozaiksError `model.*` when the provider gave up.
 */
export async function streamReply(
  ports: { models: Pick<ModelProvider, "stream">; bus: LiveBus; clock: Clock; ids: Ids },
  scope: StepScope,
  request: ModelRequest,
  options: { messageId: string; visible: boolean; showsCalls?: boolean; onFirstToken: () => void },
): Promise<Reply> {
  const { bus, clock, ids } = ports;
  const { tenant, chat_id, run } = scope;
  const { messageId } = options;
  const envelope = { chat_id, agent: request.agent, epoch: run.epoch };
  const calls: WrittenCall[] = [];
  const drafts = new Map<string, { call_id: string; input: DeltaCoalescer }>();
  let reason: FinishReason = "other";
  let usage: TokenCounts | undefined;

  const text = createDeltaCoalescer((offset, piece) => {
    const frame: FrameOf<"agent_message_delta"> = {
      type: "agent_message_delta",
      ...envelope,
      timestamp: clock.now().toISOString(),
      message_id: messageId,
      offset,
      text: piece,
    };
    const end = offset + piece.length;
    const data = JSON.stringify(frame);
    bus.publish(tenant, chat_id, { kind: "delta", message_id: messageId, epoch: run.epoch, offset, end, data });
  });

  function draftOf(id: string, name: string): { call_id: string; input: DeltaCoalescer } {
    const known = drafts.get(id);
    if (known) return known;
    const call_id = ids.next("call");
    const tool = scope.definition.tools.get(name);
    const isUi = tool?.kind === "ui";
    const component = tool?.ui?.component;
    const shown = options.showsCalls !== false && (isUi || shownOf(scope.definition, name) === "full");
    const input = createDeltaCoalescer((offset, piece) => {
      if (!shown) return;
      const timestamp = clock.now().toISOString();
      const frame: FrameOf<"tool_call_delta"> = {
        type: "tool_call_delta",
        ...envelope,
        timestamp,
        call_id,
        name,
        ...(component !== undefined && { component }),
        offset,
        text: piece,
      };
      bus.publish(tenant, chat_id, { kind: "transient", data: JSON.stringify(frame) });
    });
    const draft = { call_id, input };
    drafts.set(id, draft);
    return draft;
  }

  scope.partial.current = () =>
    options.visible && text.text
      ? { message_id: messageId, agent: request.agent, epoch: run.epoch, text: text.text }
      : undefined;
  let hidden = "";
  try {
    const signal = AbortSignal.any([scope.lost, scope.stop]);
    for await (const part of ports.models.stream(request, { signal })) {
      if (part.type !== "finish") options.onFirstToken();
      if (part.type === "restart") {
        text.restart();
        hidden = "";
        calls.length = 0;
        for (const draft of drafts.values()) draft.input.restart();
      } else if (part.type === "text") {
        if (options.visible) text.push(part.text);
        else hidden += part.text;
      } else if (part.type === "tool-input") {
        draftOf(part.id, part.name).input.push(part.text);
      } else if (part.type === "tool-call") {
        const { call_id, input } = draftOf(part.id, part.name);
        input.end();
        calls.push({ call_id, name: part.name, arguments: parseArguments(part.arguments), raw: part.arguments });
      } else {
        ({ reason, usage } = part);
      }
    }
  } catch (thrown) {
    if (scope.lost.aborted || !scope.stop.aborted) throw thrown;
    reason = "cancelled";
  } finally {
    text.end();
    for (const draft of drafts.values()) draft.input.end();
  }
  if (reason === "cancelled") calls.length = 0;
  return { text: options.visible ? text.text : hidden, calls, reason, usage };
}

/** An empty text means no arguments; anything but a JSON object is undefined. */
function parseArguments(raw: string): JsonObject | undefined {
  if (raw.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
