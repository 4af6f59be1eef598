import type { RateLimitConfig } from "../config/app-config.ts";
import type { CsrfPolicy } from "../identity/check-csrf.ts";
import type { ClientFacts, ServedRequest } from "./exchange.ts";

/** A page that is not an operation of the app's API. */
export interface ServicePage {
  /** `/health`. */
  readonly path: string;
  answer(request: Request, facts: ClientFacts): Response | Promise<Response>;
}

/** How an app is reached, and what of it is watched. */
export interface HttpSettings extends CsrfPolicy {
  readonly maxBodyBytes: number;
  /** Absent: nobody is counted. */
  readonly limits?: RateLimitConfig;
  /** `/health` and others, for those who run the app. */
  readonly servicePages: readonly ServicePage[];
  /** The front end: answers `GET` where no operation does. */
  readonly page?: (request: Request, path: string) => Response | undefined;
  /** Is told of each answered request. */
  readonly report?: (served: ServedRequest) => void;
}

/** Those of an app in a test. */
export const defaultSettings: HttpSettings = {
  publicUrl: "http://app.test",
  allowedOrigins: [],
  maxBodyBytes: 1024 * 1024,
  servicePages: [],
};
