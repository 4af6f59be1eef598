import { createContext } from "react";
import type { UrlPolicy } from "../core/url-policy.ts";

/** What the host allows links and images in messages to be. */
export const UrlPolicyContext = createContext<UrlPolicy>({});
