import { useSession } from "./session.tsx";
import { useAction } from "./use-action.ts";

/** Joins the organisation that somebody is invited to, and goes there. */
export function InvitationPage({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { client, user, change } = useSession();
  const join = useAction(async () => {
    const { id } = await client.auth.acceptInvitation(token);
    const signedIn = await client.auth.switch(id);
    onDone();
    change(signedIn);
  });
  return (
    <main className="entrance">
      <section className="entrance-card" aria-labelledby="invitation-title">
        <h1 id="invitation-title">You are invited</h1>
        <p className="lead">You join as {user.email}.</p>
        {join.failure !== undefined && (
          <p role="alert" className="notice danger">
            {join.failure}
          </p>
        )}
        <button type="button" className="button primary wide" disabled={join.isBusy} onClick={() => void join.run()}>
          Join the organisation
        </button>
        <p className="entrance-other">
          <button type="button" className="link" onClick={onDone}>
            Not now
          </button>
        </p>
      </section>
    </main>
  );
}
