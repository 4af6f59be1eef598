import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { DataEngine } from "../data/data-engine.ts";
import { globalTenant } from "../data/row.ts";
import { secrets } from "../data/stored-collections.ts";
import { always } from "../expression/expr.ts";
import { idIs } from "../records/find-row.ts";

/**
 * Makes positions of the feed opaque: who gets one can neither read from it how much others write, nor make one up. `mark` says
 * for whom a position is good; with another one it is unknown.
 */
export interface PositionSeal {
  seal(position: string): string;
  /** The position, or undefined when it was not sealed by this app. */
  open(sealed: string): string | undefined;
  mark(facts: readonly (string | null)[]): string;
}

const nonceBytes = 12;
const tagBytes = 16;

export function createPositionSeal(key: Buffer): PositionSeal {
  return {
    seal(position) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      return Buffer.concat([nonce, cipher.update(position), cipher.final(), cipher.getAuthTag()]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length <= nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      try {
        return `${decipher.update(bytes.subarray(nonceBytes, -tagBytes)).toString()}${decipher.final().toString()}`;
      } catch {
        // Not ours: as unknown as a position that was never given out.
        return undefined;
      }
    },
    mark: (facts) => createHmac("sha256", key).update(JSON.stringify(facts)).digest("base64url").slice(0, 22),
  };
}

/** The seal of an app: its key is made once, and kept in the store so that every process can open what another one sealed. */
export async function openPositionSeal(engine: DataEngine, now: () => Date): Promise<PositionSeal> {
  const found = await findKey(engine);
  if (found) return createPositionSeal(found);
  const at = now().toISOString();
  const value = randomBytes(32).toString("base64url");
  const row = {
    tenant: globalTenant,
    id: keyId,
    owner: null,
    version: 1,
    created_at: at,
    updated_at: at,
    deleted_at: null,
    value,
  };
  const outcome = await engine.apply([{ kind: "insert", collection: secrets.name, row, guard: always }]);
  const key = "changes" in outcome ? Buffer.from(value, "base64url") : await findKey(engine);
  if (!key) throw new Error("The key of stream positions could neither be made nor found");
  return createPositionSeal(key);
}

const keyId = "realtime-position";

async function findKey(engine: DataEngine): Promise<Buffer | undefined> {
  const [row] = await engine.find({
    collection: secrets.name,
    tenant: globalTenant,
    where: idIs(keyId),
    deleted: "exclude",
    sort: [],
    limit: 1,
  });
  return typeof row?.["value"] === "string" ? Buffer.from(row["value"], "base64url") : undefined;
}
