import type { Client, SignedIn } from "@mozaiks/core-runtime/client";
import { createContext, use } from "react";

/** Who is signed in, where, and what they talk to the app with. */
export interface Session extends SignedIn {
  readonly client: Client;
  /** Takes over who is signed in now, and where. */
  readonly change: (signedIn: SignedIn | null) => void;
  /** Asks who is signed in: it may have changed elsewhere. */
  readonly refresh: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("Nobody is signed in here");
  return session;
}

const managers: readonly string[] = ["owner", "admin"];

export const isManager = (role: string): boolean => managers.includes(role);

/** Highest first, as the app's roles are when it says none of its own. */
export const roles: readonly string[] = [...managers, "member", "viewer"];
