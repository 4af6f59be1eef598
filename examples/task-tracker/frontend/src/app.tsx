import type { Client, SignedIn } from "@mozaiks/core-runtime/client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Entrance } from "./entrance.tsx";
import { InvitationPage } from "./invitation-page.tsx";
import { SessionContext } from "./session.tsx";
import { problemText } from "./use-action.ts";
import { Workspace } from "./workspace.tsx";

/** Undefined as long as it is not known who is signed in. */
type Known = SignedIn | null | undefined;

export function App({ client }: { readonly client: Client }) {
  const [signedIn, change] = useState<Known>();
  const [failure, setFailure] = useState<string>();
  const [invitation, setInvitation] = useState(invitationInAddress);

  const refresh = useCallback(() => {
    const take = (now: SignedIn | null) => {
      setFailure(undefined);
      change((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now));
    };
    client.auth.me().then(take, (error: unknown) => setFailure(problemText(error)));
  }, [client]);

  useEffect(() => {
    refresh();
    addEventListener("focus", refresh);
    return () => removeEventListener("focus", refresh);
  }, [refresh]);

  const session = useMemo(() => signedIn && { ...signedIn, client, change, refresh }, [signedIn, client, refresh]);

  if (signedIn === undefined) return failure ? <Unreachable message={failure} onRetry={refresh} /> : <Opening />;
  if (!session) return <Entrance client={client} onSignedIn={change} isInvited={invitation !== undefined} />;
  const leaveInvitation = () => {
    history.replaceState(null, "", "/");
    setInvitation(undefined);
  };
  return (
    <SessionContext value={session}>
      {invitation === undefined ? (
        <Workspace key={session.organization.id} />
      ) : (
        <InvitationPage token={invitation} onDone={leaveInvitation} />
      )}
    </SessionContext>
  );
}

/** The link of an invitation is `/invitation#<token>`: what stands behind # never reaches a server's log. */
function invitationInAddress(): string | undefined {
  return location.pathname === "/invitation" && location.hash.length > 1 ? location.hash.slice(1) : undefined;
}

function Opening() {
  return (
    <main className="opening" aria-busy="true">
      <p className="visually-hidden" role="status">
        Opening your tasks
      </p>
      <span className="spinner" aria-hidden="true" />
    </main>
  );
}

function Unreachable({ message, onRetry }: { readonly message: string; readonly onRetry: () => void }) {
  return (
    <main className="opening">
      <h1>Not reachable</h1>
      <p>{message}</p>
      <button type="button" className="button primary" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}
