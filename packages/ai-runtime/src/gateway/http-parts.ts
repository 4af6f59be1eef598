import type { ProblemCode, WorkflowSummary } from "@mozaiks/contracts";
import type { SessionView } from "@mozaiks/contracts/fold";
import type { Context } from "hono";
import type { IncomingMessage } from "node:http";
import type { RuntimeConfig } from "../config/runtime-config.ts";
import type { Sessions } from "../engine/sessions.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { GatewayTelemetry, Telemetry } from "../ports/telemetry.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Authenticate } from "./access/authenticate.ts";
import type { Identity } from "./access/identity.ts";
import type { PreviewTickets } from "./access/preview-tickets.ts";
import type { RateLimits } from "./access/rate-limits.ts";
import type { EventStreams } from "./live/server-sent-events.ts";
import type { Tickets } from "./access/tickets.ts";

/** The workflows that take new sessions. */
export interface WorkflowCatalog {
  /** In the order they were loaded. */
  list(): readonly WorkflowSummary[];
  /** Without regard to case. */
  find(workflowId: string): WorkflowSummary | undefined;
  /** The module of a version's UI components, when it was read here and has any. */
  components(workflowId: string, version: string): string | undefined;
}

/** What the HTTP app is made of. */
export interface HttpParts {
  readonly config: Pick<RuntimeConfig, "mode" | "server" | "limits" | "tokens" | "metrics">;
  readonly version: string;
  readonly store: EventStore;
  readonly blobs: BlobStore;
  readonly bus: LiveBus;
  readonly sessions: Sessions;
  readonly workflows: WorkflowCatalog;
  readonly authenticate: Authenticate;
  readonly tickets: Tickets;
  readonly previews: PreviewTickets;
  readonly limits: RateLimits;
  readonly telemetry: Pick<Telemetry, "fault"> & GatewayTelemetry;
  readonly metrics: { exposition(): Promise<string>; readonly contentType: string };
  readonly clock: Clock;
  readonly ids: Ids;
  /** The session as clients see it at its head, without rows. */
  view(tenant: Tenant, chatId: string): Promise<SessionView>;
  readonly eventStreams: Pick<EventStreams, "serve">;
  /** What `/ready` asks, by name; each rejects when its part is not ready. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  /** Assets of a page served beside the API; undefined where there is none. */
  readonly page?: (path: string) => Response | undefined;
}

/** What travels with a request through the app. */
export interface GatewayEnv {
  Bindings: { readonly incoming?: Pick<IncomingMessage, "socket"> };
  Variables: {
    requestId: string;
    /** The code a refused request was answered with. */
    problem?: ProblemCode;
    identity?: Identity;
    /** The parsed body, read at most once. */
    body?: { readonly value: unknown };
  };
}
export type GatewayContext = Context<GatewayEnv>;
