import type { Organization } from "./organizations-client.ts";
import { isProblem } from "./problem-error.ts";
import type { Sender } from "./send-request.ts";

/** Who somebody is and where they act. */
export interface SignedIn {
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly organization: { readonly id: string; readonly name: string; readonly role: string };
}

export interface SessionItem {
  readonly id: string;
  readonly organization: string;
  readonly user_agent: string | null;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** A credential of a program that acts for its user in the organisation it was made in. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  /** `read`, `write`, or of one collection: `tasks:read`. */
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly expires_at: string;
}

/** Signing in and out, and what belongs to one's account. Everything throws ProblemErrors. */
export interface AuthClient {
  /** Resolves to null when the address has to be confirmed first. */
  signUp(account: { email: string; password: string; name?: string }): Promise<SignedIn | null>;
  signIn(credentials: { email: string; password: string }): Promise<SignedIn>;
  signOut(): Promise<void>;
  /** Null when nobody is signed in. */
  me(): Promise<SignedIn | null>;
  /** Makes another of one's organisations the active one. */
  switch(organization: string): Promise<SignedIn>;
  changePassword(passwords: { current: string; password: string }): Promise<SignedIn>;
  forgotPassword(email: string): Promise<void>;
  resetPassword(reset: { token: string; password: string }): Promise<void>;
  verify(token: string): Promise<void>;
  /** Joins the organisation; acting in it takes {@link AuthClient.switch}. */
  acceptInvitation(token: string): Promise<Organization>;
  sessions(): Promise<readonly SessionItem[]>;
  /** Ends one session, or all others. */
  endSessions(id?: string): Promise<void>;
  tokens(): Promise<readonly ApiToken[]>;
  /** The answer has the token itself, this once. It lasts 90 days unless said otherwise, at most 366. */
  createToken(token: {
    name: string;
    scopes: readonly string[];
    expires_in_days?: number;
  }): Promise<ApiToken & { readonly token: string }>;
  revokeToken(id: string): Promise<void>;
}

/** `onChange` is called when somebody else acts from now on, or elsewhere. */
export function createAuthClient(sender: Sender, onChange: () => void): AuthClient {
  const post = (name: string, body?: unknown) => sender.send("POST", `/api/auth/${name}`, { body });

  /** What an answer says of who is signed in; null when it says nothing. */
  function take(answer: unknown): SignedIn | null {
    const signedIn =
      typeof answer === "object" && answer !== null && "organization" in answer ? (answer as SignedIn) : null;
    sender.organization = signedIn?.organization.id;
    return signedIn;
  }

  async function changeTo(answer: Promise<unknown>): Promise<SignedIn> {
    const signedIn = take(await answer) as SignedIn;
    onChange();
    return signedIn;
  }

  const items = async <T>(name: string) =>
    ((await sender.send("GET", `/api/auth/${name}`)) as { readonly items: readonly T[] }).items;

  return {
    async signUp(account) {
      const signedIn = take(await post("sign-up", account));
      if (signedIn) onChange();
      return signedIn;
    },
    signIn: (credentials) => changeTo(post("sign-in", credentials)),
    async signOut() {
      await post("sign-out");
      sender.organization = undefined;
      onChange();
    },
    async me() {
      try {
        return take(await sender.send("GET", "/api/auth/me"));
      } catch (error) {
        if (isProblem(error) && error.status === 401) return take(null);
        throw error;
      }
    },
    switch: (organization) => changeTo(post("switch", { organization })),
    changePassword: (passwords) => changeTo(post("password", passwords)),
    forgotPassword: async (email) => void (await post("password/forgot", { email })),
    resetPassword: async (reset) => void (await post("password/reset", reset)),
    verify: async (token) => void (await post("verify", { token })),
    acceptInvitation: async (token) => (await post("invitations/accept", { token })) as Organization,
    sessions: () => items("sessions"),
    endSessions: async (id) =>
      void (await sender.send("DELETE", `/api/auth/sessions${id === undefined ? "" : `/${encodeURIComponent(id)}`}`)),
    tokens: () => items("tokens"),
    createToken: async (token) => (await post("tokens", token)) as ApiToken & { readonly token: string },
    revokeToken: async (id) => void (await sender.send("DELETE", `/api/auth/tokens/${encodeURIComponent(id)}`)),
  };
}
