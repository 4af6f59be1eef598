/** Who is signed in. */
export interface Account {
  readonly user_id: string;
  readonly name: string;
  readonly workflows: readonly string[];
}

/** The account of the session cookie, or who could sign in. */
export async function readAccount(): Promise<
  Account | { readonly people: readonly Pick<Account, "user_id" | "name">[] }
> {
  return (await fetch("/me")).json();
}

export async function signIn(userId: string): Promise<Account> {
  const body = JSON.stringify({ user_id: userId });
  return (await fetch("/sign-in", { method: "POST", headers: { "content-type": "application/json" }, body })).json();
}

export async function signOut(): Promise<void> {
  await fetch("/sign-out", { method: "POST" });
}
