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
    sessions: async () => ((await sender.send("GET", "/api/auth/sessions")) as { items: readonly SessionItem[] }).items,
    endSessions: async (id) =>
      void (await sender.send("DELETE", `/api/auth/sessions${id === undefined ? "" : `/${encodeURIComponent(id)}`}`)),
  };
}
