import { MozaiksError } from "@mozaiks/contracts";
import { findRows, getRow } from "../identity/stored-rows.ts";
import { getMembership } from "../identity/members.ts";
import type { Kernel } from "../kernel.ts";
import { currentKernel } from "../scope/current-kernel.ts";
import { maybeScope, runInScope, type Scope } from "../scope/scope.ts";

export interface UserScope {
  /** The id of an organisation. */
  readonly tenant: string;
  /** The id of a member; null for what everybody may do. */
  readonly user: string | null;
}

/**
 * Does work for a member of an organisation, under the rules, as in a request of theirs: for jobs and scripts.
 * @throws MozaiksError `organization.not-found` when there is none, or the user is no member of it.
 */
export async function withScope<T>({ tenant, user }: UserScope, work: () => Promise<T> | T): Promise<T> {
  const kernel = currentKernel();
  if (user === null) {
    await requireOrganization(kernel, tenant);
    return runInScope({ ...background(kernel), tenant, user, organization: null, rules: "on" }, work);
  }
  return runInScope(await memberScope(kernel, tenant, user), work);
}

/** The scope of a member of an organisation. @throws MozaiksError `organization.not-found`. */
export async function memberScope(kernel: Kernel, tenant: string, user: string): Promise<Scope> {
  const { member, organization } = await getMembership(kernel, tenant, user);
  const { id, email, name, role } = member;
  return {
    ...background(kernel),
    tenant,
    user: { id, email, name },
    organization: { id: organization.id, role },
    rules: "on",
  };
}

export interface SystemScope {
  /** The id of an organisation: also work of the app itself is within one. */
  readonly tenant: string;
  /** Why the rules do not count; kept in the audit log. */
  readonly reason: string;
}

/**
 * Does work of the app itself in one organisation: without rules and user, so that records belong to nobody unless an owner is
 * named. The tenant counts as ever. Each call is kept in the audit log.
 * @throws MozaiksError `organization.not-found`; TypeError without a reason.
 */
export async function asSystem<T>({ tenant, reason }: SystemScope, work: () => Promise<T> | T): Promise<T> {
  if (typeof reason !== "string" || reason.trim() === "")
    throw new TypeError("asSystem() needs a reason for the audit log");
  const kernel = currentKernel();
  await requireOrganization(kernel, tenant);
  await kernel.audit({ action: "rules.bypassed", tenant, actor: maybeScope()?.user?.id ?? null, note: reason });
  return runInScope({ ...background(kernel), tenant, user: null, organization: null, rules: { off: reason } }, work);
}

/** Calls back with the id of every organisation, one after the other, in the order of their ids. */
export async function forEachTenant(work: (tenant: string) => Promise<unknown>): Promise<void> {
  const organizations = await findRows(currentKernel(), "_organizations", {});
  for (const { id } of organizations) await work(id);
}

async function requireOrganization(kernel: Kernel, tenant: string): Promise<void> {
  if (!(await getRow(kernel, "_organizations", tenant))) throw new MozaiksError("organization.not-found");
}

/** What work without a request of its own keeps of where it is called: the request, and the transaction it is part of. */
function background(kernel: Kernel): Pick<Scope, "kernel" | "requestId"> & Partial<Scope> {
  const { requestId = `work_${kernel.newId()}`, signal, transaction, committed } = maybeScope() ?? {};
  return {
    kernel,
    requestId,
    ...(signal && { signal }),
    ...(transaction && { transaction }),
    ...(committed && { committed }),
  };
}
