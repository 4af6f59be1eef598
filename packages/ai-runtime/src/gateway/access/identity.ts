import type { JsonObject } from "@mozaiks/contracts";
import type { Tenant } from "../../ports/tenant.ts";

/** Who makes a request, taken from its verified token only. */
export type Identity =
  | {
      readonly kind: "launch";
      readonly tenant: Tenant;
      readonly user_id: string;
      readonly workflow_id: string;
      readonly chat_id: string;
      readonly max_tokens?: number;
      /** The claims that are not ours; they become `claims.*`. */
      readonly claims: JsonObject;
      /** Seconds since the epoch. */
      readonly expires_at: number;
    }
  | {
      /** A control plane: may act for any user of its app. `user_id` is the one it names, when it names one. */
      readonly kind: "service";
      readonly tenant: Tenant;
      readonly user_id?: string;
      readonly expires_at: number;
    };

export type LaunchIdentity = Extract<Identity, { kind: "launch" }>;
