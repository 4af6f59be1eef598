import { createContext, use, useCallback, useEffect, useMemo, useState } from "react";
import { useSession } from "./session.tsx";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who is in the organisation, as far as it is known. */
export interface MemberList {
  readonly people: readonly Person[];
  /** What somebody is called; people who left are not known any more. */
  readonly nameOf: (id: string) => string;
  readonly reload: () => void;
}

export const MembersContext = createContext<MemberList>({ people: [], nameOf: () => "Somebody", reload: () => {} });

export const useMembers = (): MemberList => use(MembersContext);

export function useMemberList(): MemberList {
  const { client } = useSession();
  const [people, setPeople] = useState<readonly Person[]>([]);
  const reload = useCallback(() => {
    // Without names the tasks are still there; the live lists tell what is wrong.
    client.users.list().then(setPeople, () => {});
  }, [client]);
  useEffect(() => {
    reload();
    addEventListener("focus", reload);
    return () => removeEventListener("focus", reload);
  }, [reload]);
  return useMemo(() => {
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return { people, nameOf: (id) => names.get(id) ?? "Somebody", reload };
  }, [people, reload]);
}
