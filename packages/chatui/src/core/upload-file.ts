import { ChatRequestError, parseProblem } from "./chat-problem.ts";
import type { Upload } from "./api-client.ts";

export interface UploadOptions {
  /** Called with the share that has been sent, from 0 to 1. Only browsers can tell. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a form by `XMLHttpRequest`, the only way to learn how much of it has been sent.
 * @throws ChatRequestError with the server's problem; status 0 when it cannot be reached; the signal's reason when aborted.
 */
export function uploadByXhr(url: string, token: string, form: FormData, options: UploadOptions): Promise<Upload> {
  const { onProgress, signal } = options;
  return new Promise((resolve, reject: (reason: Error) => void) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const end = (settle: () => void) => () => {
      signal?.removeEventListener("abort", abort);
      settle();
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0));
    request.addEventListener(
      "abort",
      end(() => reject(new DOMException("The upload was aborted", "AbortError"))),
    );
    request.addEventListener(
      "error",
      end(() => reject(new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" }))),
    );
    request.addEventListener(
      "load",
      end(() => {
        const body = parseJson(request.responseText);
        if (request.status < 300) resolve(body as Upload);
        else reject(new ChatRequestError(request.status, parseProblem(request.status, body)));
      }),
    );
    request.open("POST", url);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) return reject(new DOMException("The upload was aborted", "AbortError"));
    request.send(form);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
