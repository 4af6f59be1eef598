import { MozaiksError } from "@mozaiks/contracts";
import { checkCsrf } from "../identity/check-csrf.ts";
import type { Identity, Session } from "../identity/identity.ts";
import { checkToken } from "../identity/token-scopes.ts";
import type { Kernel } from "../kernel.ts";
import { runInScope, type Scope } from "../scope/scope.ts";
import { addressGroup } from "./client-address.ts";
import type { Exchange } from "./exchange.ts";
import type { HttpSettings } from "./http-settings.ts";
import type { Operation } from "./operation.ts";
import { parseBody } from "./parse-body.ts";
import { type RateClass, rateHeaders, type RateLimits } from "./rate-limits.ts";

export interface AnswerParts {
  readonly kernel: Kernel;
  readonly identity: Identity;
  readonly settings: HttpSettings;
  readonly limits: RateLimits | undefined;
}

/** Answers a request to an operation behind the checks of every request, in the order of core-api §5. */
export async function answerOperation(
  exchange: Exchange,
  { operation, rateClass }: { readonly operation: Operation; readonly rateClass: RateClass },
  parts: AnswerParts,
): Promise<Response> {
  const { request, params, facts } = exchange;
  const { settings, identity } = parts;
  const body = await parseBody(request, { maxBytes: settings.maxBodyBytes, hasBody: facts.hasBody });
  const session = await identity.authenticate(request);
  exchange.session = session;
  checkCsrf(request, settings);
  await countRequest(exchange, rateClass, parts);
  if (!session && operation.access === "user") throw new MozaiksError("auth.required");
  if (session) checkToken(session, operation);
  const scope = scopeOf(session, exchange, parts.kernel);
  return runInScope(scope, () =>
    operation.handle({ request, url: new URL(request.url), params, body, scope, session }),
  );
}

/** Counts a request for its user, or for where it comes from. @throws MozaiksError `rate.limited`. */
export async function countRequest(
  { session, facts, headers }: Exchange,
  rateClass: RateClass,
  { limits }: Pick<AnswerParts, "limits">,
): Promise<void> {
  if (!limits) return;
  // Whoever signs in is nobody yet, and whoever is somebody must not be many.
  const isUser = session !== null && rateClass !== "sign-in";
  const key = isUser ? `user ${session.user.id}` : `address ${addressGroup(facts.clientAddress ?? "")}`;
  const standing = await limits(rateClass, key);
  Object.assign(headers, rateHeaders(rateClass, standing));
  if (!standing.isAllowed)
    throw new MozaiksError("rate.limited", `At most ${standing.limit} requests of this kind a minute`, {
      retryAfterS: standing.resetS,
    });
}

/** Nobody's tenant is one that no record has. */
function scopeOf(session: Session | null, { request, requestId, facts }: Exchange, kernel: Kernel): Scope {
  return {
    kernel,
    tenant: session?.organization.id ?? "",
    user: session?.user ?? null,
    organization: session?.organization ?? null,
    rules: "on",
    ...(session?.scopes && { tokenScopes: session.scopes }),
    requestId,
    signal: request.signal,
    ...(facts.clientAddress !== undefined && { clientAddress: facts.clientAddress }),
  };
}
