import type { Client, Invitation, Member, SignedIn } from "@mozaiks/core-runtime/client";
import { useCallback, useEffect, useState } from "react";
import { Avatar } from "./avatar.tsx";
import { InviteForm } from "./invite-form.tsx";
import { useMembers } from "./members.tsx";
import { isManager, roles, useSession } from "./session.tsx";
import { useToast } from "./toasts.tsx";
import { problemText, useAction } from "./use-action.ts";

interface People {
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  readonly isPersonal: boolean;
}

async function peopleOf(client: Client, { id, role }: SignedIn["organization"]): Promise<People> {
  const [all, members, invitations] = await Promise.all([
    client.organizations.list(),
    client.organizations.members(id),
    isManager(role) ? client.organizations.invitations(id) : [],
  ]);
  return { members, invitations, isPersonal: all.find((one) => one.id === id)?.personal ?? false };
}

/** Who is in the organisation, as what, and who is asked to come. */
export function PeoplePage() {
  const { client, user, organization, refresh } = useSession();
  const { reload } = useMembers();
  const toast = useToast();
  const [people, setPeople] = useState<People>();
  const [failure, setFailure] = useState<string>();
  const mayManage = isManager(organization.role);

  const load = useCallback(() => {
    const show = (found: People) => {
      setPeople(found);
      setFailure(undefined);
    };
    return peopleOf(client, organization).then(show, (error: unknown) => setFailure(problemText(error)));
  }, [client, organization]);
  useEffect(() => void load(), [load]);

  const act = useAction(async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toast(problemText(error));
    }
    await load();
    reload();
  });
  const setRole = (member: Member, role: string) =>
    void act.run(() => client.organizations.setRole(organization.id, member.id, role));
  const remove = (member: Member) =>
    void act.run(async () => {
      await client.organizations.removeMember(organization.id, member.id);
      if (member.id === user.id) refresh();
    });

  return (
    <div className="board people">
      <div className="board-head">
        <h1>People</h1>
        <p className="hint">{organization.name}</p>
      </div>
      {failure !== undefined && (
        <p role="alert" className="notice danger">
          {failure}
        </p>
      )}
      {!people && failure === undefined && <div className="task skeleton" aria-busy="true" />}
      {people?.isPersonal && (
        <p className="notice">
          This is your own space. Make an organisation in the menu at the top to work with others.
        </p>
      )}
      {people && (
        <ul className="people-list">
          {people.members.map((member) => (
            <li key={member.id}>
              <Avatar id={member.id} name={member.name} />
              <span className="menu-names">
                <strong className="ellipsis">
                  {member.name}
                  {member.id === user.id && " (you)"}
                </strong>
                <small className="ellipsis">{member.email}</small>
              </span>
              {mayManage && !people.isPersonal ? (
                <select
                  aria-label={`Role of ${member.name}`}
                  value={member.role}
                  disabled={act.isBusy}
                  onChange={({ target }) => setRole(member, target.value)}
                >
                  {roles.map((role) => (
                    <option key={role}>{role}</option>
                  ))}
                </select>
              ) : (
                <span className="role">{member.role}</span>
              )}
              {!people.isPersonal && (mayManage || member.id === user.id) && (
                <button type="button" className="link danger" disabled={act.isBusy} onClick={() => remove(member)}>
                  {member.id === user.id ? "Leave" : "Remove"}
                  <span className="visually-hidden"> {member.name}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {people && mayManage && !people.isPersonal && <InviteForm onInvited={() => void load()} />}
      {people && people.invitations.length > 0 && (
        <section aria-labelledby="invitations-title">
          <h2 id="invitations-title">Invited</h2>
          <ul className="people-list">
            {people.invitations.map(({ id, email, role, expires_at }) => (
              <li key={id}>
                <span className="menu-names">
                  <strong className="ellipsis">{email}</strong>
                  <small>
                    as {role}, until {new Date(expires_at).toLocaleDateString()}
                  </small>
                </span>
                <button
                  type="button"
                  className="link danger push"
                  disabled={act.isBusy}
                  onClick={() => void act.run(() => client.organizations.withdraw(organization.id, id))}
                >
                  Withdraw<span className="visually-hidden"> the invitation of {email}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
