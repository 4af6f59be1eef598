/**
 * Something that goes wrong with the frame of that number (0 = the first that this runtime sends, to whichever socket):
 *
 * * `cut`: it is lost with its socket, which ends with `code` (default 1006, a network that is gone)
 * * `lose`: it never arrives, and the socket stays
 * * `repeat`: it arrives twice
 * * `delay`: it, and with it all that follow on its socket, comes `ms` later
 * * `swap`: it comes after the frame that follows it (transient frames only; logged ones are always in order)
 * * `restart`: the server dies: every socket ends with `code` (1001 when it could say goodbye, else 1006), what was not
 *   logged is gone, and a text that was being written is written again under a new epoch
 * * `expire`: every token is worth nothing from now on; sockets end with 4401
 * * `refuse`: the next `times` tickets are refused with `status` (default 401)
 * * `deafen`: the socket stays open and nothing passes through it any more, as when a laptop wakes up elsewhere
 */
export type Fault = { readonly at: number } & (
  | { readonly kind: "cut"; readonly code?: number }
  | { readonly kind: "lose" | "repeat" | "swap" | "expire" | "deafen" }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "restart"; readonly code?: 1001 | 1006 }
  | { readonly kind: "refuse"; readonly status?: number; readonly times?: number }
);
