import { type FormEvent, useState } from "react";
import { Field } from "./field.tsx";
import { roles, useSession } from "./session.tsx";
import { textIn } from "./text-in.ts";
import { useAction } from "./use-action.ts";

/** Makes a link that lets one person in. It is shown this once. */
export function InviteForm({ onInvited }: { readonly onInvited: () => void }) {
  const { client, organization } = useSession();
  const [made, setMade] = useState<{ readonly email: string; readonly url: string }>();
  const [isCopied, setIsCopied] = useState(false);
  const invite = useAction(async (email: string, role: string) => {
    const { url } = await client.organizations.invite(organization.id, { email, role });
    setMade({ email, url });
    setIsCopied(false);
    onInvited();
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    if (await invite.run(textIn(data, "email"), textIn(data, "role"))) form.reset();
  };
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    setIsCopied(true);
  };
  return (
    <section className="invite" aria-labelledby="invite-title">
      <h2 id="invite-title">Invite somebody</h2>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          required
          wrong={invite.wrong["email"] ?? invite.failure}
        />
        <label className="field">
          Role
          <select name="role" defaultValue="member">
            {roles.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <button type="submit" className="button primary" disabled={invite.isBusy}>
          Make a link
        </button>
      </form>
      {made && (
        <div className="notice" role="status">
          <p>Send this link to {made.email}. It works once, for seven days, and is not shown again.</p>
          <div className="copy">
            <input
              readOnly
              aria-label="Link of the invitation"
              value={made.url}
              onFocus={({ target }) => target.select()}
            />
            <button type="button" className="button small" onClick={() => void copy(made.url)}>
              {isCopied ? "Copied" : "Copy"}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
