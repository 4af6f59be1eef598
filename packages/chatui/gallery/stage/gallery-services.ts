import type { SessionPool } from "../../src/client/session-pool.ts";
import { createApiClient, type ApiClient } from "../../src/core/api-client.ts";
import { ChatRequestError } from "../../src/core/chat-problem.ts";
import type { ChatSession } from "../../src/core/chat-session.ts";
import { createMemoryStorage } from "../../src/core/key-value-storage.ts";
import type { Services } from "../../src/view/services.ts";
import { runtime } from "./fixture-page.ts";

const { baseUrl, auth, fetch } = runtime;
const api = createApiClient({ baseUrl, auth, fetch });

/** What the parts of a chat share, around one session, with parts of the API replaced. */
export function galleryServices(session: ChatSession, replaced: Partial<ApiClient> = {}): Services {
  const sessions: SessionPool = {
    open: () => session,
    find: () => session,
    all: () => [session],
    close: () => undefined,
    closeAll: () => undefined,
  };
  return { baseUrl, auth, sessions, storage: createMemoryStorage(), api: { ...api, uploadFile, ...replaced } };
}

/** The name of a file says how its upload goes. */
const uploadFile: ApiClient["uploadFile"] = async (_chatId, file, { onProgress } = {}) => {
  const { name, type, size } = file as File;
  if (name.includes("slow")) {
    onProgress?.(0.4);
    return new Promise(() => undefined);
  }
  if (name.includes("huge")) {
    throw new ChatRequestError(413, { code: "request.too-large", title: "This file is too large." });
  }
  return { upload_id: name, name, media_type: type, size };
};
