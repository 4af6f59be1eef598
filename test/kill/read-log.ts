import { EventPage, type SessionEvent } from "@mozaiks/contracts";

/** A session's log over HTTP as the token may see it, or what follows `known`; empty when the session does not exist. */
export async function readLog(
  url: string,
  token: string,
  chatId: string,
  known: readonly SessionEvent[] = [],
): Promise<readonly SessionEvent[]> {
  const log = [...known];
  for (;;) {
    const address = `${url}/api/sessions/${chatId}/events?after_seq=${log.length}&limit=1000`;
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    if (response.status === 404) return [];
    if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
    const page = EventPage.parse(await response.json());
    log.push(...page.events);
    if (!page.has_more) return log;
  }
}
