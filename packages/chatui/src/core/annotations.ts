import type { EventOf, SelectionReason } from "@mozaiks/contracts/fold";
import type { WireFrame } from "./wire-frame.ts";

/** Who was chosen to speak from `seq` on, and why. */
export interface Selection {
  readonly seq: number;
  readonly agent: string;
  readonly reason: SelectionReason;
}

/** What a chat shows beside the shared view: why each speaker was chosen, the model last used, where to go next. */
export interface Annotations {
  readonly selections: readonly Selection[];
  /** The seqs where the chat can be forked, ascending: its beginning and where runs ended, as far as loaded. */
  readonly fork_points: readonly number[];
  readonly model?: string;
  readonly next?: EventOf<"navigate">;
}

export const noAnnotations: Annotations = { selections: [], fork_points: [] };

/** Folds one frame that the view has folded as well. Pure; an unchanged part keeps its identity. */
export function annotate(annotations: Annotations, frame: WireFrame): Annotations {
  switch (frame.type) {
    case "agent_selected": {
      const { seq, agent, reason } = frame;
      return { ...annotations, selections: [...annotations.selections, { seq, agent, reason }] };
    }
    case "usage_update":
      return annotations.model === frame.model ? annotations : { ...annotations, model: frame.model };
    case "navigate":
      return { ...annotations, next: frame };
    case "user_message": {
      const { next, ...rest } = annotations;
      return next ? rest : annotations;
    }
    default:
      if (!("seq" in frame) || !/^(workflow_|run_p|session_c)/.test(frame.type)) return annotations;
      return { ...annotations, fork_points: [...annotations.fork_points, frame.seq] };
  }
}
