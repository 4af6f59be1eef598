import type { CompiledApp } from "../definition/compiled-app.ts";

/** The highest role: of who founds an organisation, and what an organisation always has somebody with. */
export const ownerRole = ({ roles }: CompiledApp): string => roles[0] ?? "owner";

/** Who may rename the organisation, invite, and change members: `admin` and higher; owners alone in apps without such a role. */
export function isManager(role: string, app: CompiledApp): boolean {
  return app.isAtLeast(role, app.roles.includes("admin") ? "admin" : ownerRole(app));
}
