import { z } from "zod";
import { Id } from "./ids.ts";

export const Upload = z
  .object({
    upload_id: Id,
    name: z.string(),
    media_type: z.string().describe("what the bytes are, whatever they were called"),
    size: z.int().nonnegative().describe("bytes"),
  })
  .describe("A file that a message can be sent with: `attachments: [{ upload_id }]`.");
export type Upload = z.infer<typeof Upload>;
