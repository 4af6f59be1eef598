/**
 * Each step brings the file from `user_version` = its index to the next. A released step never changes.
 * Events lie in the order they came, not by session: a group commit of many sessions then touches few pages (2.5 times the appends).
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    app_id TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    workflow_version TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    preview TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    runnable INTEGER NOT NULL,
    wake_at TEXT,
    grant_json TEXT,
    UNIQUE (app_id, chat_id)
  ) STRICT;
  CREATE INDEX session_of_app ON session (app_id, created_at, chat_id);
  CREATE INDEX session_of_user ON session (app_id, user_id, created_at, chat_id);
  CREATE INDEX session_runnable ON session (updated_at) WHERE runnable = 1;
  CREATE INDEX session_wake ON session (wake_at) WHERE wake_at IS NOT NULL;

  CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX event_of_session ON event (session_id, seq);

  CREATE TABLE snapshot (
    session_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (session_id, kind)
  ) STRICT;

  CREATE TABLE tombstone (
    app_id TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    PRIMARY KEY (app_id, chat_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE definition (
    workflow_id TEXT NOT NULL,
    version TEXT NOT NULL,
    manifest TEXT NOT NULL,
    code TEXT,
    PRIMARY KEY (workflow_id, version)
  ) STRICT;

  CREATE TABLE ticket (
    ticket TEXT PRIMARY KEY,
    app_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    expires_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ticket_expiry ON ticket (expires_at);

  CREATE TABLE idempotent (
    app_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (app_id, key)
  ) STRICT;
  CREATE INDEX idempotent_expiry ON idempotent (expires_at);
  `,
  `
  CREATE TABLE document (
    app_id TEXT NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    revision TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app_id, collection, id)
  ) STRICT;
  CREATE INDEX document_by_revision ON document (app_id, collection, revision);
  `,
];
