import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/** Somebody with an account at the product. */
export interface Person {
  readonly user_id: string;
  readonly name: string;
  /** The workflows that the person's plan pays for. The first is the one of Ask mode. */
  readonly workflows: readonly string[];
}

/** The product's own sign-in. */
export interface People {
  /** `POST /sign-in {user_id}`, `POST /sign-out`, `GET /me`. */
  readonly routes: Hono;
  /** Who sends the request, by the session cookie and by nothing that the page says. */
  of(context: Context): Person | undefined;
}

const cookie = "acme_session";

/** Everybody is let in by name: an example has no passwords. */
export function createPeople(people: readonly Person[]): People {
  const sessions = new Map<string, Person>();
  const of = (context: Context): Person | undefined => sessions.get(getCookie(context, cookie) ?? "");

  const routes = new Hono()
    .get("/me", (context) => {
      const person = of(context);
      return context.json(person ?? { people: people.map(({ user_id, name }) => ({ user_id, name })) });
    })
    .post("/sign-in", async (context) => {
      const { user_id } = await context.req.json<{ user_id?: unknown }>();
      const person = people.find((each) => each.user_id === user_id);
      if (!person) return context.json({ title: "Nobody has this name here" }, 401);
      const session = randomBytes(24).toString("base64url");
      sessions.set(session, person);
      setCookie(context, cookie, session, { httpOnly: true, sameSite: "Strict", path: "/" });
      return context.json(person);
    })
    .post("/sign-out", (context) => {
      sessions.delete(deleteCookie(context, cookie) ?? "");
      return context.body(null, 204);
    });
  return { routes, of };
}
