import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Upload } from "../../core/api-client.ts";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { useServices } from "../services.ts";
import { useMessages } from "../use-messages.ts";
import { useChatSession } from "./chat-context.ts";

/** Files that one message can carry. */
export const maxAttachments = 20;

/** A file that goes with the next message. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly state:
    | { readonly kind: "sending"; readonly share: number }
    | { readonly kind: "ready"; readonly upload: Upload }
    | { readonly kind: "refused"; readonly problem: ChatProblem };
}

/** The files that go with the next message. */
export interface Attachments {
  readonly files: readonly AttachedFile[];
  readonly isSending: boolean;
  readonly uploads: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  /** Takes a file away, and stops sending it. */
  readonly remove: (id: string) => void;
  readonly clear: () => void;
}

/** Sends each file as soon as it is attached; a message then only names it. */
export function useAttachments(): Attachments {
  const { api } = useServices();
  const { chatId } = useChatSession();
  const { chat: words } = useMessages();
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const change = useCallback((id: string, state: AttachedFile["state"]) => {
    setFiles((before) => before.map((file) => (file.id === id ? { ...file, state } : file)));
  }, []);
  const send = useCallback(
    async (id: string, file: File) => {
      const stop = new AbortController();
      stops.current.set(id, stop);
      try {
        const onProgress = (share: number) => change(id, { kind: "sending", share });
        change(id, { kind: "ready", upload: await api.uploadFile(chatId, file, { onProgress, signal: stop.signal }) });
      } catch (thrown) {
        if (!stop.signal.aborted) change(id, { kind: "refused", problem: toChatProblem(thrown) });
      } finally {
        stops.current.delete(id);
      }
    },
    [api, chatId, change],
  );
  const add = useCallback(
    (chosen: readonly File[]) => {
      const added = chosen.map((file, index) => ({
        id: crypto.randomUUID(),
        file,
        refusal: refusalOf(file, files.length + index),
      }));
      setFiles((before) => [
        ...before,
        ...added.map(({ id, file, refusal }): AttachedFile => {
          if (refusal === undefined) return { id, name: file.name, state: { kind: "sending", share: 0 } };
          return {
            id,
            name: file.name,
            state: { kind: "refused", problem: { code: refusal, title: words.refusals[refusal] } },
          };
        }),
      ]);
      for (const { id, file, refusal } of added) if (refusal === undefined) void send(id, file);
    },
    [files.length, send, words],
  );
  const remove = useCallback((id: string) => {
    stops.current.get(id)?.abort();
    setFiles((before) => before.filter((file) => file.id !== id));
  }, []);
  const clear = useCallback(() => setFiles([]), []);
  return useMemo(() => {
    const uploads = files.flatMap(({ state }) => (state.kind === "ready" ? [state.upload] : []));
    return { files, isSending: files.some(({ state }) => state.kind === "sending"), uploads, add, remove, clear };
  }, [files, add, remove, clear]);
}

/** What a page can tell before the server does. A folder looks like a file without a type and size. */
function refusalOf(file: File, place: number): "empty" | "tooMany" | undefined {
  if (place >= maxAttachments) return "tooMany";
  return file.size === 0 ? "empty" : undefined;
}
