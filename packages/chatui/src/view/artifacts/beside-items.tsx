import FileText from "lucide-react/icons/file-text";
import MessageCircleQuestionMark from "lucide-react/icons/message-circle-question-mark";
import PencilLine from "lucide-react/icons/pencil-line";
import { useMemo, type ReactNode } from "react";
import { placeOfRequest, placeOfWriting } from "../../artifacts/artifact-view.ts";
import { readGrowingFiles } from "../../artifacts/growing-files.ts";
import { humanName } from "../../core/human-name.ts";
import { displayNameOf } from "../chat/agent-names.ts";
import { useChat } from "../chat/chat-context.ts";
import { textIn } from "../ui-tools/text-in.ts";
import { useAllMessages } from "../use-all-messages.ts";

/** Something that can stand beside the chat. */
export interface BesideItem {
  /** Its place in an `ArtifactView`. */
  readonly place: string;
  readonly kind: "artifact" | "request" | "writing";
  readonly title: string;
  readonly hint: string;
}

/** Everything that can stand beside this chat, the newest last. */
export function useBesideItems(): readonly BesideItem[] {
  const { artifacts: words } = useAllMessages();
  const artifacts = useChat((state) => state.artifacts);
  const rows = useChat(({ view }) => view?.rows);
  const calls = useChat(({ view }) => view?.partial_calls);
  const workflow = useChat(({ view }) => view?.workflow);
  return useMemo(() => {
    const made = Object.values(artifacts).map(({ artifact_id, artifact_type, title, version }): BesideItem => {
      const hint = `${humanName(artifact_type)} · ${words.versionNumber(version)}`;
      return { place: artifact_id, kind: "artifact", title, hint };
    });
    const asked = (rows ?? []).flatMap((row): BesideItem[] => {
      if (row.kind !== "request" || row.request.type !== "ui_tool_request") return [];
      const { call_id, component, display, payload, awaiting_response } = row.request;
      if (display !== "artifact") return [];
      const title =
        textIn(payload, "title", "heading") ?? (component.startsWith("core.") ? words.question : humanName(component));
      const hint = row.status === "open" && awaiting_response ? words.waiting : awaiting_response ? words.answered : "";
      return [{ place: placeOfRequest(call_id), kind: "request", title, hint }];
    });
    const written = Object.entries(calls ?? {}).flatMap(([callId, { agent, name, text }]): BesideItem[] => {
      if (readGrowingFiles(text.slice(0, 4_000)).length === 0) return [];
      const hint = words.writtenBy(displayNameOf(workflow, agent));
      return [{ place: placeOfWriting(callId), kind: "writing", title: humanName(name), hint }];
    });
    return [...made, ...asked, ...written];
  }, [artifacts, rows, calls, workflow, words]);
}

/** The one with that place, if it is there. */
export function useBesideItem(place: string): BesideItem | undefined {
  return useBesideItems().find((item) => item.place === place);
}

export function BesideIcon({ kind }: { kind: BesideItem["kind"] }): ReactNode {
  if (kind === "request") return <MessageCircleQuestionMark aria-hidden />;
  return kind === "writing" ? <PencilLine aria-hidden /> : <FileText aria-hidden />;
}
