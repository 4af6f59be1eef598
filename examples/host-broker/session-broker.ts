import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { type CryptoKey, SignJWT } from "jose";
import type { People } from "./people.ts";

export interface SessionBrokerOptions {
  readonly people: People;
  /** The tenant: every token is for this app. */
  readonly appId: string;
  /** The private key whose public half the runtime has as JWT_PUBLIC_KEY. */
  readonly signingKey: CryptoKey;
  /** The runtime's INTERNAL_API_KEY. */
  readonly internalApiKey: string;
  /** Where the runtime is: `http://127.0.0.1:8000`. */
  readonly runtimeUrl: string;
  /** How long a token is good for. Default 15 minutes; the chat asks for the next one by itself. */
  readonly tokenSeconds?: number;
}

/** What a page asks for: a chat it knows, or a new one of a workflow. */
interface Wanted {
  readonly workflow_name?: string;
  readonly chat_id?: string;
}

/**
 * The only part of a product's backend that a chat needs: `POST /api/workflows/start {workflow_name?, chat_id?}` decides
 * whether the person of the session cookie may have that workflow, and answers a launch token for one chat of it.
 */
export function createSessionBroker(options: SessionBrokerOptions): Hono {
  return new Hono().post("/api/workflows/start", async (context) => {
    const person = options.people.of(context);
    if (!person) return context.json({ title: "You are signed out" }, 401);
    const wanted = await context.req.json<Wanted>();
    const workflow = wanted.workflow_name ?? (await workflowOf(options, person.user_id, wanted)) ?? person.workflows[0];
    const entitled = person.workflows.find((name) => name.toLowerCase() === workflow?.toLowerCase());
    if (entitled === undefined) return context.json({ title: "Your plan does not include this workflow" }, 402);
    const chatId = wanted.chat_id ?? `chat_${randomUUID()}`;
    return context.json({
      chat_id: chatId,
      workflow_name: entitled,
      runtime_ws_url: `${options.runtimeUrl.replace("http", "ws")}/ws/chat`,
      runtime_token: await signToken(options, { user_id: person.user_id, workflow_id: entitled, chat_id: chatId }),
    });
  });
}

/** Who has the chat is not looked up: the runtime refuses a token for a chat that is not its user's. */
function signToken(
  { appId, signingKey, tokenSeconds = 900 }: SessionBrokerOptions,
  grant: { readonly user_id: string; readonly workflow_id: string; readonly chat_id: string },
): Promise<string> {
  return new SignJWT({ ...grant, app_id: appId, scope: "workflow:execute" })
    .setProtectedHeader({ alg: "ES256", typ: "JWT" })
    .setIssuer("mozaiks")
    .setAudience("mozaiks-runtime")
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${tokenSeconds}s`)
    .sign(signingKey);
}

/** Of which workflow a chat is that is named alone: to rename it, to delete it, to renew its token. */
async function workflowOf(
  { runtimeUrl, internalApiKey, appId }: SessionBrokerOptions,
  userId: string,
  { chat_id }: Wanted,
): Promise<string | undefined> {
  if (chat_id === undefined) return undefined;
  const query = new URLSearchParams({ app_id: appId, user_id: userId });
  const response = await fetch(`${runtimeUrl}/api/sessions/${encodeURIComponent(chat_id)}?${query}`, {
    headers: { "x-internal-api-key": internalApiKey },
  });
  if (!response.ok) return undefined;
  return ((await response.json()) as { workflow_id: string }).workflow_id;
}
