import { createContext, useContext } from "react";
import type { SessionPool } from "../client/session-pool.ts";
import type { ApiClient } from "../core/api-client.ts";
import type { AuthAdapter } from "../core/auth-adapter.ts";
import type { KeyValueStorage } from "../core/key-value-storage.ts";

/** What the parts of a page or of the surfaces share. */
export interface Services {
  /** The runtime's origin, without a trailing slash. */
  readonly baseUrl: string;
  readonly api: ApiClient;
  readonly auth: AuthAdapter;
  readonly storage: KeyValueStorage;
  /** Chats stay connected here when another one is looked at. */
  readonly sessions: SessionPool;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

/** @throws Error outside a page or surface. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("This component must be inside a chat page or surface");
  return services;
}
