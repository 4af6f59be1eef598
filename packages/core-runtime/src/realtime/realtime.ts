import { MozaiksError } from "@mozaiks/contracts";
import type { Call } from "../http/operation.ts";
import { toAppError } from "../http/problem-response.ts";
import type { Identity } from "../identity/identity.ts";
import type { Kernel } from "../kernel.ts";
import type { Scope } from "../scope/scope.ts";
import { toAudience } from "./audience.ts";
import { createAudiences } from "./audiences.ts";
import { createEventStream } from "./event-stream.ts";
import { createFanOut, type FanOut } from "./fan-out.ts";
import { type FeedFollower, followFeed } from "./follow-feed.ts";
import type { Subscription } from "./parse-subscriptions.ts";
import { openPositionSeal, type PositionSeal } from "./position-seal.ts";
import { toFrame } from "./realtime-event.ts";
import { catchUp, positionIn } from "./resume.ts";
import type { Subscriber } from "./subscriber.ts";

const keepAliveMs = 15_000;
/** Credentials that run out by themselves are found out within this many turns of keeping alive. */
const recheckTurns = 4;
const maxStreamsPerUser = 50;
/** Strangers share what streams may cost. */
const maxStreamsOfStrangers = 1_000;

/** The streams of a process: one reader of the feed hands each change to those who may see it. */
export interface Realtime {
  /**
   * Begins a stream of what happens to the records of some subscriptions, after `Last-Event-ID` when that is known.
   * @throws MozaiksError `limit.connections`, `server.closing`, `store.unavailable`.
   */
  open(call: Call, subscriptions: readonly Subscription[]): Promise<ReadableStream<Uint8Array>>;
  /** Ends all streams with `server.closing` and begins no others; clients connect elsewhere, and miss nothing. */
  readonly closeStreams: () => void;
}

interface Running {
  readonly feed: FeedFollower;
  readonly seal: PositionSeal;
  readonly fanOut: FanOut;
  readonly stop: () => void;
}

export function createRealtime(kernel: Kernel, identity: Identity): Realtime {
  const { engine } = kernel;
  const audiences = createAudiences();
  let running: Promise<Running> | undefined;
  let isClosing = false;

  async function start(): Promise<Running> {
    const seal = await openPositionSeal(engine, kernel.now);
    const fanOut = createFanOut({ kernel, audiences, seal });
    const onGap = (position: string) => {
      for (const subscriber of audiences.all()) fanOut.resync(subscriber, position);
    };
    const feed = await followFeed({ engine, log: kernel.log, onEntry: fanOut.deliver, onGap });
    let turn = 0;
    const timer = setInterval(() => {
      turn = (turn + 1) % recheckTurns;
      void keepAlive({ feed, fanOut }, turn);
    }, keepAliveMs);
    timer.unref();
    const stop = () => {
      feed.stop();
      clearInterval(timer);
    };
    return { feed, seal, fanOut, stop };
  }

  async function keepAlive({ feed, fanOut }: Pick<Running, "feed" | "fanOut">, turn: number): Promise<void> {
    for (const [index, subscriber] of audiences.all().entries()) {
      const position = subscriber.position > feed.done ? subscriber.position : feed.done;
      // An id without data moves `Last-Event-ID` on and is no event (HTML §9.2.6).
      subscriber.send(`: keep-alive\nid: ${fanOut.idOf(position, subscriber)}\n\n`);
      if (index % recheckTurns === turn) await subscriber.recheck();
    }
  }

  /** Who is let in and goes on being let in: the same user with the same address, organisation and role. */
  function subscribe(
    { request, scope }: Call,
    subscriptions: readonly Subscription[],
    seal: PositionSeal,
    position: string,
  ) {
    const mark = markOf(scope, seal);
    const stream = createEventStream(() => audiences.leave(subscriber));
    const subscriber: Subscriber = {
      userId: scope.user?.id ?? null,
      mark,
      audiences: subscriptions.map((subscription) => toAudience(subscription, scope)),
      position,
      get isOpen() {
        return stream.isOpen;
      },
      send: stream.send,
      close: stream.close,
      async recheck() {
        try {
          const session = await identity.authenticate(request);
          if (mark !== markOf({ ...session, tokenScopes: session?.scopes }, seal))
            stream.close(session ? "session.changed" : "credential.invalid");
        } catch (error) {
          stream.close(toAppError(error).code);
        }
      },
    };
    scope.signal?.addEventListener("abort", stream.abort, { once: true });
    return { stream, subscriber };
  }

  /** Nothing may happen between being where everybody is and joining them, nor stay unseen since the request was let in. */
  async function join(subscriber: Subscriber, { feed, fanOut }: Running): Promise<void> {
    try {
      while (subscriber.isOpen && subscriber.position < feed.position) await catchUp(subscriber, feed, fanOut, engine);
      if (!subscriber.isOpen) return;
      audiences.join(subscriber);
      await subscriber.recheck();
    } catch (error) {
      kernel.log.error({ event: "realtime.catch-up-failed" }, error);
      subscriber.close(toAppError(error).code);
    }
  }

  return {
    async open(call, subscriptions) {
      if (isClosing) throw new MozaiksError("server.closing");
      const { user } = call.scope;
      if (!user && audiences.strangers() >= maxStreamsOfStrangers)
        throw new MozaiksError("limit.connections", "Too many people who are not signed in are connected");
      if (user && audiences.countOf(user.id) >= maxStreamsPerUser)
        throw new MozaiksError("limit.connections", `A user has at most ${maxStreamsPerUser} streams`);
      running ??= start();
      const ready = await running.catch((error: unknown) => {
        running = undefined;
        throw error;
      });
      const { seal, fanOut, feed } = ready;
      const lastEventId = call.request.headers.get("last-event-id");
      const mark = markOf(call.scope, seal);
      const known = lastEventId ? await positionIn(lastEventId, mark, seal, engine) : undefined;
      const position = known ?? feed.position;
      const { stream, subscriber } = subscribe(call, subscriptions, seal, position);
      const id = fanOut.idOf(position, subscriber);
      stream.send(`${toFrame({ name: "ready", data: { position: id } })}id: ${id}\n\n`);
      if (lastEventId && known === undefined) fanOut.resync(subscriber, position);
      void join(subscriber, ready);
      return stream.body;
    },
    closeStreams() {
      isClosing = true;
      for (const subscriber of audiences.all()) subscriber.close("server.closing");
      void running?.then(({ stop }) => stop());
    },
  };
}

/** The same for all who see the same. */
function markOf(
  {
    user,
    organization,
    tokenScopes,
  }: { readonly [Fact in "user" | "organization" | "tokenScopes"]?: Scope[Fact] | undefined },
  seal: PositionSeal,
): string {
  const facts = [user?.id, user?.email, organization?.id, organization?.role, tokenScopes?.join(" ")];
  return seal.mark(facts.map((fact) => fact ?? null));
}
