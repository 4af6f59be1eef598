import { MozaiksError, type SessionEvent, type WorkflowCard } from "@mozaiks/contracts";
import { applyEvent, emptyView, type SessionView } from "@mozaiks/contracts/fold";
import { LRUCache } from "lru-cache";
import { toFrame } from "../../engine/redaction.ts";
import type { EventStore, StoredEvent } from "../../ports/event-store.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import type { Tenant } from "../../ports/tenant.ts";
import { attemptAfter, noAttempt, type Attempt } from "./session-stream-cursor.ts";

export interface SessionViewsOptions {
  readonly store: EventStore;
  /** The card of a definition that a session is pinned to. */
  readonly workflowCard: (workflowId: string, version: string) => Promise<WorkflowCard>;
  /** Told when a snapshot could not be written or read; the log answers instead. */
  readonly telemetry: Pick<Telemetry, "fault">;
  /** Folded views kept in memory, without rows. Default 128. */
  readonly maxViews?: number;
  /** Events folded beyond the stored snapshot before a new one is stored. Default 256. */
  readonly snapshotEvery?: number;
}

/** Where a reader begins: after a seq, or so many events before the head. Default: at the first event. */
export interface StartingPoint {
  readonly afterSeq?: number | undefined;
  readonly tail?: number | undefined;
}

/** A session at its head, and what is to be replayed to a reader. */
export interface Opening {
  /** At the head, without rows. */
  readonly view: SessionView;
  readonly workflow: WorkflowCard;
  readonly attempt: Attempt;
  readonly fromSeq: number;
  /** The events after `fromSeq` up to the head; undefined when they are too many to hold and must be read in pages. */
  readonly events: readonly StoredEvent[] | undefined;
}

interface Folded {
  readonly view: SessionView;
  readonly attempt: Attempt;
  /** Seq of the snapshot that is stored. */
  readonly snapshot: number;
}

const snapshotKind = "view";
/** Grows when the fold's meaning changes: older snapshots are ignored. */
const snapshotFormat = 1;
export const pageSize = 256;
const maxHeldEvents = 1024;

/** Folded sessions for readers that join: from memory, else from a snapshot, else from the log. */
export class SessionViews {
  readonly #options: SessionViewsOptions;
  readonly #views: LRUCache<string, Folded>;

  constructor(options: SessionViewsOptions) {
    this.#options = options;
    this.#views = new LRUCache({ max: options.maxViews ?? 128 });
  }

  /**
   * Folds a session up to its head.
   * @throws MozaiksError `session.not-found` when the chat has no log or was erased, `session.seq-ahead`.
   */
  async open(tenant: Tenant, chatId: string, start: StartingPoint): Promise<Opening> {
    let folded = await this.#known(tenant, chatId);
    const known = folded.view.head_seq;
    const first = start.tail === undefined ? Math.min(known, start.afterSeq ?? 0) : known;
    let held: StoredEvent[] | undefined = [];
    let position = first;
    for (;;) {
      const page = await this.#options.store.read(tenant, chatId, { afterSeq: position, limit: pageSize });
      folded = page.events.reduce(foldWithoutRows, folded);
      if (held) held = held.length + page.events.length > maxHeldEvents ? undefined : [...held, ...page.events];
      position = page.events.at(-1)?.seq ?? position;
      if (position >= page.head_seq || page.events.length === 0) break;
    }
    const head = folded.view.head_seq;
    const pinned = folded.view.workflow;
    if (!pinned) throw new MozaiksError("session.not-found");
    if (start.afterSeq !== undefined && start.afterSeq > head)
      throw new MozaiksError("session.seq-ahead", `after_seq is ${start.afterSeq}, the session ends at ${head}`);
    this.#keep(tenant, chatId, folded);
    const fromSeq = start.tail === undefined ? (start.afterSeq ?? 0) : Math.max(0, head - start.tail);
    const events = fromSeq < first ? undefined : held?.filter((event) => event.seq > fromSeq);
    const workflow = await this.#options.workflowCard(pinned.workflow_id, pinned.version);
    return { view: folded.view, attempt: folded.attempt, workflow, fromSeq, events };
  }

  /**
   * The session at its head as clients see it, without rows.
   * @throws MozaiksError `session.not-found`.
   */
  async view(tenant: Tenant, chatId: string): Promise<SessionView> {
    const { view, workflow } = await this.open(tenant, chatId, { tail: 0 });
    return { ...view, workflow };
  }

  /** Forgets an erased chat. */
  forget(tenant: Tenant, chatId: string): void {
    this.#views.delete(keyOf(tenant, chatId));
  }

  async #known(tenant: Tenant, chatId: string): Promise<Folded> {
    const cached = this.#views.get(keyOf(tenant, chatId));
    if (cached) return cached;
    const nothing = { view: emptyView(chatId), attempt: noAttempt, snapshot: 0 };
    const snapshot = await this.#options.store.snapshot(tenant, chatId, snapshotKind).catch((thrown: unknown) => {
      this.#options.telemetry.fault("session view snapshot", thrown);
      return undefined;
    });
    if (!snapshot) return nothing;
    const { format, ...stored } = JSON.parse(snapshot.state) as Folded & { format: number };
    return format === snapshotFormat ? { ...stored, snapshot: snapshot.seq } : nothing;
  }

  #keep(tenant: Tenant, chatId: string, folded: Folded): void {
    const key = keyOf(tenant, chatId);
    const seq = folded.view.head_seq;
    const isDue = seq - folded.snapshot >= (this.#options.snapshotEvery ?? 256);
    this.#views.set(key, isDue ? { ...folded, snapshot: seq } : folded);
    if (!isDue) return;
    const state = JSON.stringify({ format: snapshotFormat, ...folded });
    this.#options.store
      .putSnapshot(tenant, chatId, snapshotKind, seq, state)
      .catch((thrown: unknown) => this.#options.telemetry.fault("session view snapshot", thrown));
  }
}

/** Rows are the client's to fold: kept here they would make the fold of a long session quadratic. */
function foldWithoutRows(folded: Folded, event: StoredEvent): Folded {
  if (event.seq <= folded.view.head_seq) return folded;
  const frame: SessionEvent = toFrame(event);
  const view = applyEvent(folded.view, frame);
  return {
    ...folded,
    view: view.rows.length === 0 ? view : { ...view, rows: [] },
    attempt: attemptAfter(folded.attempt, frame),
  };
}

function keyOf(tenant: Tenant, chatId: string): string {
  return `${tenant.app_id}/${chatId}`;
}
