/** What an app on MozaiksCore can answer besides what every server of Mozaiks can. */
export const appProblems = {
  "request.too-many-operations": { status: 413, title: "The batch has too many operations" },
  "request.body-malformed": { status: 400, title: "The body is not JSON in UTF-8" },
  "request.time-out": { status: 408, title: "The request took too long to arrive" },
  "rate.limited": { status: 429, title: "Too many requests" },
  "cursor.invalid": { status: 400, title: "The cursor does not belong to this list" },
  "idempotency.reused": { status: 409, title: "The idempotency key was used for another request" },

  "auth.required": { status: 401, title: "Sign in first" },
  "credential.invalid": { status: 401, title: "The credential is not valid" },
  "credentials.invalid": { status: 401, title: "The e-mail address or the password is wrong" },
  "csrf.failed": { status: 403, title: "The request does not come from this app's pages" },
  "session.changed": { status: 409, title: "Your role, organization or address changed; begin anew" },
  "sign-in.throttled": { status: 429, title: "Too many failed attempts" },
  "account.exists": { status: 409, title: "An account with this e-mail address exists" },
  "link.invalid": { status: 400, title: "The link is unknown, used or expired" },
  "account.disabled": { status: 403, title: "The account is disabled" },

  "organization.not-found": { status: 404, title: "Organization not found" },
  "organization.personal": { status: 409, title: "A personal organization has one member and stays" },
  "organization.last-owner": { status: 409, title: "An organization keeps at least one owner" },
  "organization.mismatch": { status: 409, title: "Another organization is active" },
  "organization.forbidden": { status: 403, title: "Your role in the organization does not allow this" },
  "invitation.email-mismatch": { status: 403, title: "The invitation is for another e-mail address" },
  "invitation.invalid": { status: 400, title: "The invitation is unknown, used or expired" },

  "record.not-found": { status: 404, title: "Record not found" },
  "record.forbidden": { status: 403, title: "You may not do this with the record" },
  "record.conflict": { status: 409, title: "Another record has this value, which must be unique" },
  "record.referenced": { status: 409, title: "Other records refer to this one" },
  "record.version-conflict": { status: 412, title: "The record was changed meanwhile" },
  "reference.not-found": { status: 400, title: "A record that is referred to does not exist" },
  "transaction.failed": { status: 409, title: "The transaction could not be completed" },
  "backup.failed": { status: 500, title: "The backup could not be made or used" },

  "feature.gated": { status: 403, title: "Your plan does not include this" },
  "limit.exceeded": { status: 429, title: "The limit of your plan is reached" },

  "workflow.refused": { status: 502, title: "The workflow runtime refused the request" },
  "workflow.unavailable": { status: 503, title: "The workflow runtime is unavailable" },

  "scope.missing": { status: 500, title: "There is no request whose tenant data could be read for" },
  "app.invalid": { status: 500, title: "The app's definition is not valid" },
  "migration.pending": { status: 500, title: "The database has another shape than the app" },
  "migration.running": { status: 503, title: "Another process is migrating the database" },
  "migration.failed": { status: 500, title: "A migration failed" },
  "internal.error": { status: 500, title: "Internal error" },
} as const satisfies Record<string, { status: number; title: string; close?: number }>;
