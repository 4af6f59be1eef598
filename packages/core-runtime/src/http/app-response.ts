import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type HeaderTable, mergeHeaders } from "./safe-headers.ts";

/** What goes into the heads of all answers of a server. */
export interface HeadPolicy {
  /** What every answer carries, those included that no handler of ours made. */
  readonly common: HeaderTable;
  /** Whether connections end with their next answer. */
  readonly isClosing: () => boolean;
}

/**
 * A response of Node that puts the headers of all answers into its head. Setting them one by one, or on a `Response`, costs as much
 * as all else that the server does for a request.
 */
export class AppResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {
  policy: HeadPolicy | undefined;
  /** Headers of this one answer. */
  added: HeaderTable | undefined;

  override writeHead(
    status: number,
    given?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    more?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    const own = typeof given === "string" ? more : given;
    if (this.policy?.isClosing()) this.shouldKeepAlive = false;
    const headers = mergeHeaders({ ...this.policy?.common, ...this.added }, toTable(own)) as OutgoingHttpHeaders;
    return super.writeHead(status, headers);
  }
}

/** Node's own refusals give names and values in turn. */
function toTable(given: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined): OutgoingHttpHeaders {
  if (!Array.isArray(given)) return given ?? {};
  const table: OutgoingHttpHeaders = {};
  for (let index = 0; index + 1 < given.length; index += 2) table[String(given[index])] = given[index + 1];
  return table;
}
