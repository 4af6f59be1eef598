import type { Json } from "@mozaiks/contracts/fold";
import { useEffect, useMemo, useRef, useState } from "react";
import type { OutboxEntry } from "../../core/outbox.ts";
import type { UITool } from "../../ui-tools/define-ui-tool.ts";
import { toAnswerProblems } from "../../ui-tools/refused-answer.ts";
import { checkValue, type Checked, type UIToolProblem } from "../../ui-tools/standard-schema.ts";
import { useChatSession } from "../chat/chat-context.ts";
import { useAnswerOf } from "../rows/closed-request.tsx";

/** The answer that a person gives. */
export interface Answer {
  /** On its way, or refused; absent while there is none. */
  readonly entry: OutboxEntry | undefined;
  readonly isSending: boolean;
  readonly problems: readonly UIToolProblem[];
  submit(tool: UITool | undefined, response: Json): void;
}

const none: readonly UIToolProblem[] = [];

/** Sends one answer, however often it is given: until it is refused, nothing else is taken. */
export function useAnswer(callId: string, isOpen: boolean): Answer {
  const session = useChatSession();
  const entry = useAnswerOf(callId);
  const isTaken = useRef(false);
  const [found, setFound] = useState(none);
  const { state, problem } = entry ?? {};
  useEffect(() => {
    if (state === undefined || state === "failed") isTaken.current = false;
  }, [state]);
  const refused = useMemo(() => (problem ? toAnswerProblems(problem) : none), [problem]);

  const settle = (checked: Checked<unknown>, given: Json): void => {
    if (!checked.ok) {
      isTaken.current = false;
      return setFound(checked.problems);
    }
    setFound(none);
    if (entry) session.discard(entry.client_id);
    session.respond(callId, given);
  };
  return {
    entry,
    isSending: entry !== undefined && entry.state !== "failed",
    problems: found.length > 0 ? found : refused,
    submit(tool, response) {
      if (isTaken.current || !isOpen) return;
      isTaken.current = true;
      const checked = checkValue(tool?.output, response);
      if (!(checked instanceof Promise)) return settle(checked, response);
      checked.then(
        (later) => settle(later, response),
        (thrown: unknown) => settle({ ok: false, problems: [{ path: [], message: String(thrown) }] }, response),
      );
    },
  };
}
