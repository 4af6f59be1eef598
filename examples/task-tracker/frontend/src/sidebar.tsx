import { type FormEvent, useId, useState } from "react";
import { projectTone } from "./avatar.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { OrganizationMenu } from "./organization-menu.tsx";
import { isManager, useSession } from "./session.tsx";
import { isIn, type Project, sameView, type Task, type View } from "./task.ts";
import { textIn } from "./text-in.ts";
import { useAction } from "./use-action.ts";
import { UserMenu } from "./user-menu.tsx";

interface SidebarProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly open: readonly Task[];
  readonly projects: readonly Project[];
}

const views: readonly { readonly view: View; readonly name: string; readonly icon: IconName }[] = [
  { view: { kind: "open" }, name: "All tasks", icon: "circle" },
  { view: { kind: "assigned" }, name: "Assigned to me", icon: "user" },
  { view: { kind: "urgent" }, name: "High priority", icon: "flag" },
  { view: { kind: "done" }, name: "Done", icon: "done" },
];

export function Sidebar({ view, onView, open, projects }: SidebarProps) {
  const { user, organization } = useSession();
  const projectsTitle = useId();
  const countIn = (one: View) => (one.kind === "done" ? 0 : open.filter((task) => isIn(task, one, user.id)).length);
  return (
    <div className="sidebar">
      <OrganizationMenu />
      <nav aria-label="Tasks">
        <ul>
          {views.map(({ view: one, name, icon }) => (
            <NavItem key={name} isCurrent={sameView(view, one)} count={countIn(one)} onClick={() => onView(one)}>
              <Icon name={icon} />
              {name}
            </NavItem>
          ))}
        </ul>
      </nav>
      <section className="sidebar-section" aria-labelledby={projectsTitle}>
        <h2 id={projectsTitle}>Projects</h2>
        <ul>
          {projects.map(({ id, name }) => {
            const one: View = { kind: "project", id };
            return (
              <NavItem key={id} isCurrent={sameView(view, one)} count={countIn(one)} onClick={() => onView(one)}>
                <span className={`dot tone-${projectTone(id, projects)}`} aria-hidden="true" />
                <span className="ellipsis">{name}</span>
              </NavItem>
            );
          })}
        </ul>
        {isManager(organization.role) ? (
          <NewProject onMade={(id) => onView({ kind: "project", id })} />
        ) : (
          projects.length === 0 && <p className="hint">An admin can make projects.</p>
        )}
      </section>
      <div className="sidebar-foot">
        <ul>
          <NavItem isCurrent={view.kind === "people"} count={0} onClick={() => onView({ kind: "people" })}>
            <Icon name="people" />
            People
          </NavItem>
        </ul>
        <UserMenu />
      </div>
    </div>
  );
}

interface NavItemProps {
  readonly isCurrent: boolean;
  readonly count: number;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function NavItem({ isCurrent, count, onClick, children }: NavItemProps) {
  return (
    <li>
      <button type="button" className="nav-item" aria-current={isCurrent ? "page" : undefined} onClick={onClick}>
        {children}
        {count > 0 && (
          <span className="count">
            {count}
            <span className="visually-hidden"> open</span>
          </span>
        )}
      </button>
    </li>
  );
}

function NewProject({ onMade }: { readonly onMade: (id: string) => void }) {
  const { client } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const make = useAction(async (name: string) => {
    const project = await client.projects.create({ name });
    setIsOpen(false);
    onMade(project.id);
  });
  if (!isOpen)
    return (
      <button type="button" className="nav-item quiet" onClick={() => setIsOpen(true)}>
        <Icon name="plus" />
        New project
      </button>
    );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = textIn(new FormData(event.currentTarget), "name").trim();
    if (name) void make.run(name);
    else setIsOpen(false);
  };
  return (
    <form className="new-project" onSubmit={submit}>
      <input
        ref={(input) => input?.focus()}
        name="name"
        aria-label="Name of the new project"
        placeholder="Name"
        maxLength={80}
        onKeyDown={(event) => event.key === "Escape" && setIsOpen(false)}
      />
      <button type="submit" className="button small primary" disabled={make.isBusy}>
        Add
      </button>
      {make.failure !== undefined && (
        <p role="alert" className="wrong">
          {make.failure}
        </p>
      )}
    </form>
  );
}
