import PanelRight from "lucide-react/icons/panel-right";
import type { ReactNode } from "react";
import { allArtifacts } from "../../artifacts/artifact-view.ts";
import { useChat } from "../chat/chat-context.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { useArtifactOpener } from "./artifact-opener.ts";

/** Opens what the agents of this chat made: the one thing there is, or the list. Nothing while there is none. */
export function ArtifactsButton(): ReactNode {
  const opener = useArtifactOpener();
  const { artifacts: words } = useAllMessages();
  const ids = useChat(({ artifacts }) => Object.keys(artifacts).join("\n"));
  const all = ids === "" ? [] : ids.split("\n");
  const [first] = all;
  if (!opener || opener.shown !== undefined || first === undefined) return null;
  return (
    <IconButton label={words.openAll(all.length)} onPress={() => opener.open(all.length === 1 ? first : allArtifacts)}>
      <PanelRight aria-hidden />
    </IconButton>
  );
}
