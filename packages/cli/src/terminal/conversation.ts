import type { ChatSession, ChatState } from "@mozaiks/chatui/core";
import type { SessionView } from "@mozaiks/contracts/fold";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { answerRequest } from "./answer-request.ts";
import type { Prompter } from "./prompter.ts";
import { submitLine } from "./submit-line.ts";

export interface ConversationOptions {
  readonly session: ChatSession;
  readonly prompter: Prompter;
  readonly style: Io["style"];
  /** Frames go out as they are, and lines that are JSON objects are client messages. */
  readonly isJson: boolean;
  /** Aborts when the person wants to leave. */
  readonly quit: AbortSignal;
  /** Told when it is the person's turn, and when it is over. */
  readonly onTurn: (isMine: boolean) => void;
}

/**
 * Takes turns with a workflow until the input ends or the person leaves. Resolves to the session's last status.
 * @throws CliError with the server's code when the chat cannot be opened or goes away.
 */
export async function converse(options: ConversationOptions): Promise<SessionView["status"]> {
  const { session, prompter, style, isJson, quit, onTurn } = options;
  let before: SessionView | undefined;
  for (;;) {
    const state = await until(session, quit, (state) => isMyTurn(state, before));
    const view = state?.view;
    if (!state || !view) return session.store.getState().view?.status ?? "created";
    for (const { client_id, problem } of state.outbox) {
      prompter.write(style("yellow", `! ${problem?.code ?? "refused"} ${problem?.detail ?? problem?.title ?? ""}\n`));
      session.discard(client_id);
    }
    if (!before && prompter.isInteractive) suggest(view);
    onTurn(true);
    const request = isJson ? undefined : Object.values(view.open_requests)[0];
    const hasSaid = request
      ? await answerRequest(request, session, { prompter, style, signal: quit })
      : await say(view);
    onTurn(false);
    if (!hasSaid) return view.status;
    before = view;
  }

  function suggest({ rows, workflow }: SessionView): void {
    if (rows.some((row) => row.kind === "message" && row.role === "user")) return;
    for (const suggestion of workflow?.suggestions ?? []) prompter.write(style("dim", `  try: ${suggestion}\n`));
  }

  async function say(view: SessionView): Promise<boolean> {
    const line = await prompter.ask(style(["bold", "green"], "you › "), quit);
    if (line === undefined) return false;
    if (line.trim() !== "" && submitLine(line, session, { isJson, write: prompter.write })) return true;
    return line.trim() === "/quit" ? false : say(view);
  }
}

/** True when nothing is on its way and nothing runs; after an answer, only once its run has ended. */
function isMyTurn({ view, outbox, connection }: ChatState, before: SessionView | undefined): boolean {
  if (connection.phase === "stopped") {
    const { code, detail, title } = connection.problem;
    throw new CliError(code, detail ?? title, fixOf(code));
  }
  if (!view || outbox.some(({ state }) => state !== "failed")) return false;
  if (outbox.length > 0) return true;
  if (view.status === "running") return false;
  const hasAnswered = before !== undefined && view.run_id === before.run_id && view.head_seq >= before.head_seq;
  return !hasAnswered || Object.keys(view.open_requests).length > 0;
}

function fixOf(code: string): { fix?: string } {
  if (code.startsWith("token."))
    return { fix: "use --data with the server's data folder, or bring a token with --token" };
  if (code === "workflow.not-found") return { fix: "mozaiks validate says why a workflow is not loaded" };
  return {};
}

/** Resolves to the first state that fits, or to undefined when `signal` aborts. */
function until(
  session: ChatSession,
  signal: AbortSignal,
  fits: (state: ChatState) => boolean,
): Promise<ChatState | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<ChatState | undefined>();
  const look = (state: ChatState) => {
    try {
      if (fits(state)) resolve(state);
    } catch (thrown) {
      reject(thrown);
    }
  };
  const onAbort = () => resolve(undefined);
  const unsubscribe = session.store.subscribe(look);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  look(session.store.getState());
  return promise.finally(() => {
    unsubscribe();
    signal.removeEventListener("abort", onAbort);
  });
}
