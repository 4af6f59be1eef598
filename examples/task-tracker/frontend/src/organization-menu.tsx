import type { Organization } from "@mozaiks/core-runtime/client";
import { type FormEvent, useEffect, useState } from "react";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";
import { Menu } from "./menu.tsx";
import { useSession } from "./session.tsx";
import { textIn } from "./text-in.ts";
import { useAction } from "./use-action.ts";

/** Which organisation is active, and the way to others. */
export function OrganizationMenu() {
  const { organization } = useSession();
  return (
    <Menu
      className="organization-menu"
      label="Organisation"
      trigger={
        <>
          <Avatar id={organization.id} name={organization.name} isSquare />
          <span className="menu-names">
            <strong className="ellipsis">{organization.name}</strong>
            <small>{organization.role}</small>
          </span>
          <Icon name="chevrons" />
        </>
      }
    >
      {(close) => <OrganizationList close={close} />}
    </Menu>
  );
}

function OrganizationList({ close }: { readonly close: () => void }) {
  const { client, organization, change } = useSession();
  const [organizations, setOrganizations] = useState<readonly Organization[]>([]);
  const load = useAction(async () => setOrganizations(await client.organizations.list()));
  const go = useAction(async (id: string) => {
    const signedIn = await client.auth.switch(id);
    close();
    change(signedIn);
  });
  const make = useAction(async (name: string) => {
    const { id } = await client.organizations.create({ name });
    await go.run(id);
  });
  useEffect(() => {
    void load.run();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the menu opens
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = textIn(new FormData(event.currentTarget), "name").trim();
    if (name) void make.run(name);
  };
  const failure = load.failure ?? go.failure ?? make.failure;
  return (
    <>
      <ul className="menu-list" aria-busy={load.isBusy}>
        {organizations.map(({ id, name, personal, role }) => (
          <li key={id}>
            <button
              type="button"
              className="menu-item"
              aria-current={id === organization.id ? "true" : undefined}
              disabled={go.isBusy}
              onClick={() => (id === organization.id ? close() : void go.run(id))}
            >
              <Avatar id={id} name={name} isSquare />
              <span className="menu-names">
                <span className="ellipsis">{name}</span>
                <small>{personal ? "just you" : role}</small>
              </span>
              {id === organization.id && <Icon name="check" />}
            </button>
          </li>
        ))}
      </ul>
      <form className="menu-form" onSubmit={submit}>
        <input name="name" aria-label="Name of the new organisation" placeholder="New organisation" maxLength={200} />
        <button type="submit" className="button small" disabled={make.isBusy}>
          Create
        </button>
      </form>
      {failure !== undefined && (
        <p role="alert" className="wrong">
          {failure}
        </p>
      )}
    </>
  );
}
