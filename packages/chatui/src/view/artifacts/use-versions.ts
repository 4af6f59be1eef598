import type { ArtifactCard } from "@mozaiks/contracts/fold";
import { useCallback } from "react";
import type { ArtifactVersion } from "../../core/artifact-requests.ts";
import { useChatSession } from "../chat/chat-context.ts";
import { useServices } from "../services.ts";
import { useLoaded } from "../use-loaded.ts";

/** The versions of an artifact, oldest first; those that are not known closer have a number only. */
export function useVersions({
  artifact_id: id,
  version,
}: ArtifactCard): readonly (Partial<ArtifactVersion> & { version: number })[] {
  const { api } = useServices();
  const { chatId } = useChatSession();
  const load = useCallback(
    async () => (version > 1 ? api.listArtifactVersions(chatId, id) : []),
    [api, chatId, id, version],
  );
  const { value = [] } = useLoaded(load);
  return Array.from({ length: version }, (_, index) => value[index] ?? { version: index + 1 });
}
