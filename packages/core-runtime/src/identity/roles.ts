import type { CompiledApp } from "../definition/compiled-app.ts";

/** The highest role: of who founds an organisation, and what an organisation always has somebody with. */
export const ownerRole = ({ roles }: CompiledApp): string => roles[0] ?? "owner";
