import { ChatUIProvider } from "@mozaiks/chatui";
import { useEffect, useState, type ReactNode } from "react";
import { readAccount, signIn, type Account } from "./account.ts";
import { authAdapter } from "./auth-adapter.ts";
import { Billing } from "./billing.tsx";

/** The product. Its chat is there for those who are signed in. */
export function Acme({ runtimeUrl }: { runtimeUrl: string }): ReactNode {
  const [found, setFound] = useState<Awaited<ReturnType<typeof readAccount>>>();
  useEffect(() => void readAccount().then(setFound), []);
  if (!found) return null;
  if ("people" in found) return <SignIn people={found.people} onDone={setFound} />;
  return (
    <ChatUIProvider
      key={found.user_id}
      config={{
        api: { baseUrl: runtimeUrl },
        chat: { defaultAppId: "acme-billing" },
        brand: { accent: "#a33c1c", radius: 2 },
        launcher_label: "Open the Acme assistant",
      }}
      authAdapter={authAdapter}
    >
      <Billing account={found} onSignedOut={() => void readAccount().then(setFound)} />
    </ChatUIProvider>
  );
}

function SignIn(props: { people: readonly Pick<Account, "user_id" | "name">[]; onDone: (account: Account) => void }) {
  return (
    <div className="sign-in sheet">
      <h2>Who are you?</h2>
      {props.people.map(({ user_id, name }) => (
        <button key={user_id} type="button" onClick={() => void signIn(user_id).then(props.onDone)}>
          {name}
        </button>
      ))}
    </div>
  );
}
