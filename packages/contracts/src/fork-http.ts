import { z } from "zod";
import { CreatedSession } from "./http.ts";

export const ForkSession = z
  .object({
    at_seq: z.int().positive().describe("where a run ended, or 1 for a chat in which nothing has happened"),
  })
  .describe("How much of a session its copy begins with.");
export type ForkSession = z.infer<typeof ForkSession>;

export const ForkedSession = CreatedSession.omit({ status: true }).describe("The copy, a session of its own.");
export type ForkedSession = z.infer<typeof ForkedSession>;
