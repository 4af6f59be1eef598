import type { ArtifactCard } from "@mozaiks/contracts/fold";
import { useState } from "react";
import type { ReplaceOperation } from "../../artifacts/editable-fields.ts";
import type { ChatProblem } from "../../core/chat-problem.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";

/** What the reader may do with an artifact, and what came of what they did last. */
export interface ArtifactActions {
  /** Actions of the workflow's own, by name. */
  readonly names: readonly string[];
  /** Whether the state may be changed. */
  readonly mayChange: boolean;
  /** A change is on its way. */
  readonly isPending: boolean;
  /** Why the last one was refused. */
  readonly refusal: ChatProblem | undefined;
  readonly act: (name: string) => void;
  /** Changes the newest version: shown at once, taken back when it is refused. */
  readonly change: (operations: readonly ReplaceOperation[]) => void;
  /** Makes the refused change on what is the newest version now. */
  readonly again: (() => void) | undefined;
  readonly dismiss: () => void;
}

const changing = "update_state";

export function useArtifactActions({ artifact_id: id, artifact_type: type, version }: ArtifactCard): ArtifactActions {
  const session = useChatSession();
  const declared = useChat(({ view }) => view?.workflow?.artifact_actions?.[type]) ?? [];
  const problem = useChat((state) => state.problem);
  const isPending = useChat(({ outbox }) =>
    outbox.some(({ message }) => message.type === "artifact_action" && message.artifact_id === id),
  );
  const [last, setLast] = useState<{ operations?: readonly ReplaceOperation[] }>();
  const refusal = problem?.code.startsWith("artifact.") ? problem : undefined;

  function change(operations: readonly ReplaceOperation[]): void {
    if (operations.length === 0) return;
    session.dismissProblem();
    setLast({ operations });
    session.act(
      id,
      changing,
      operations.map((each) => ({ ...each })),
      version,
    );
  }

  const { operations } = last ?? {};
  return {
    names: declared.filter((name) => name !== changing),
    mayChange: declared.includes(changing),
    isPending,
    refusal,
    act(name) {
      session.dismissProblem();
      setLast({});
      session.act(id, name, undefined, version);
    },
    change,
    again: refusal && operations ? () => change(operations) : undefined,
    dismiss() {
      setLast(undefined);
      session.dismissProblem();
    },
  };
}
