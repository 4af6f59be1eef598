import { MozaiksError } from "@mozaiks/contracts";
import { type RouteDefinition, type RouteLike, type RouteTypesOf, toRoute } from "../definition/route.ts";
import type { Rule } from "../definition/rule.ts";
import { getMembership } from "../identity/members.ts";
import { currentScope } from "../scope/scope.ts";

export interface CurrentUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly organization: { readonly id: string; readonly name: string; readonly role: string };
}

function publicAccess(): Rule;
function publicAccess<R extends RouteLike>(given: R): RouteDefinition<RouteTypesOf<R>>;
function publicAccess(given?: RouteLike): Rule | RouteDefinition {
  return given === undefined ? { rule: "public" } : toRoute(given, "public");
}

/** Who is asking, and who may. */
export const auth = {
  /** A route that needs a signed-in user, as every route does that is not {@link auth.public}. */
  requireUser: <R extends RouteLike>(given: R): RouteDefinition<RouteTypesOf<R>> => toRoute(given, "user"),
  /** With a handler: a route for everybody. As a rule: also for those who are not signed in. */
  public: publicAccess,
  /** Rule: any member of the organisation. */
  signedIn: (): Rule => ({ rule: "signed-in" }),
  /** Rule: this role in the active organisation, or a higher one. */
  role: (atLeast: string): Rule => ({ rule: "role", atLeast }),
  /** @throws MozaiksError `auth.required` when nobody is signed in. */
  async currentUser(): Promise<CurrentUser> {
    const user = await auth.maybeUser();
    if (!user) throw new MozaiksError("auth.required");
    return user;
  },
  async maybeUser(): Promise<CurrentUser | null> {
    const { user, organization, kernel } = currentScope();
    if (!user || !organization) return null;
    const { name } = (await getMembership(kernel, organization.id, user.id)).organization;
    return { ...user, organization: { ...organization, name } };
  },
};
