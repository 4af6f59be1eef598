import type { Client, SignedIn } from "@mozaiks/core-runtime/client";
import { type FormEvent, useState } from "react";
import { Field } from "./field.tsx";
import { Icon } from "./icons.tsx";
import { textIn } from "./text-in.ts";
import { useAction } from "./use-action.ts";

interface EntranceProps {
  readonly client: Client;
  readonly onSignedIn: (signedIn: SignedIn) => void;
  readonly isInvited: boolean;
}

/** Where people sign in, or make an account. */
export function Entrance({ client, onSignedIn, isInvited }: EntranceProps) {
  const [isNew, setIsNew] = useState(isInvited);
  const [isMailSent, setIsMailSent] = useState(false);
  const enter = useAction(async (form: FormData) => {
    const given = { email: textIn(form, "email"), password: textIn(form, "password") };
    if (!isNew) return onSignedIn(await client.auth.signIn(given));
    const name = textIn(form, "name").trim();
    const signedIn = await client.auth.signUp({ ...given, ...(name !== "" && { name }) });
    if (signedIn) onSignedIn(signedIn);
    else setIsMailSent(true);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void enter.run(new FormData(event.currentTarget));
  };
  const choose = (next: boolean) => {
    enter.clear();
    setIsNew(next);
  };
  return (
    <main className="entrance">
      <section className="entrance-card" aria-labelledby="entrance-title">
        <span className="mark" aria-hidden="true">
          <Icon name="check" />
        </span>
        <h1 id="entrance-title">{isNew ? "Make an account" : "Welcome back"}</h1>
        <p className="lead">
          {isInvited
            ? "You are invited to an organisation. Use the address that the invitation went to."
            : "Tasks of your team, as they are right now."}
        </p>
        {isMailSent ? (
          <p role="status" className="notice">
            Look into your mail: there is a link in it that finishes this.
          </p>
        ) : (
          <form onSubmit={submit} noValidate>
            {isNew && <Field label="Name" name="name" autoComplete="name" wrong={enter.wrong["name"]} />}
            <Field
              label="E-mail"
              name="email"
              type="email"
              autoComplete="username"
              required
              wrong={enter.wrong["email"]}
            />
            <Field
              key={isNew ? "new" : "known"}
              label="Password"
              name="password"
              type="password"
              autoComplete={isNew ? "new-password" : "current-password"}
              required
              {...(isNew && { hint: "At least 10 characters. A few words are good." })}
              wrong={enter.wrong["password"]}
            />
            {enter.failure !== undefined && Object.keys(enter.wrong).length === 0 && (
              <p role="alert" className="notice danger">
                {enter.failure}
              </p>
            )}
            <button type="submit" className="button primary wide" disabled={enter.isBusy}>
              {isNew ? "Make account" : "Sign in"}
            </button>
          </form>
        )}
        <p className="entrance-other">
          {isNew ? "You have an account?" : "New here?"}{" "}
          <button type="button" className="link" onClick={() => choose(!isNew)}>
            {isNew ? "Sign in" : "Make an account"}
          </button>
        </p>
      </section>
    </main>
  );
}
