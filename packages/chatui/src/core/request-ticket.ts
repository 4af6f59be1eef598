import { ChatRequestError } from "./chat-problem.ts";
import type { Requester } from "./requester.ts";

/** A single-use ticket for a socket; undefined where the server gives none. */
export async function requestTicket(
  requester: Pick<Requester, "jsonWith">,
  chatId: string,
  token: string,
): Promise<string | undefined> {
  const path = `/api/sessions/${encodeURIComponent(chatId)}/ticket`;
  try {
    return ((await requester.jsonWith(token, { method: "POST", path })) as { ticket: string }).ticket;
  } catch (thrown) {
    if (thrown instanceof ChatRequestError && givesNoTickets(thrown)) return undefined;
    throw thrown;
  }
}

function givesNoTickets({ status, problem }: ChatRequestError): boolean {
  return status === 405 || status === 501 || (status === 404 && problem.code !== "session.not-found");
}
