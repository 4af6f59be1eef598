import type { ArtifactCard, Json } from "@mozaiks/contracts/fold";
import { useCallback } from "react";
import type { ChatProblem } from "../../core/chat-problem.ts";
import { useChatSession } from "../chat/chat-context.ts";
import { useServices } from "../services.ts";
import { useLoaded } from "../use-loaded.ts";

/** The state of an artifact at a version: at hand, or fetched. */
export interface ArtifactStateAt {
  readonly state: Json | undefined;
  readonly problem: ChatProblem | undefined;
  readonly reload: () => void;
}

/** While another version is fetched there is no state: a version never shows the content of another. */
export function useArtifactState(card: ArtifactCard, version: number): ArtifactStateAt {
  const { api } = useServices();
  const { chatId } = useChatSession();
  const { artifact_id: id, state } = card;
  const isHere = version === card.version && state !== undefined;
  const load = useCallback(
    async () => (isHere ? undefined : api.readArtifact(chatId, id, version)),
    [api, chatId, id, version, isHere],
  );
  const { value, problem, isLoading, reload } = useLoaded(load);
  if (isHere) return { state, problem: undefined, reload };
  const isRight = value?.version === version && value.artifact_id === id;
  return { state: isRight ? value.state : undefined, problem: isLoading || isRight ? undefined : problem, reload };
}
