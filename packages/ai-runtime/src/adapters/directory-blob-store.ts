import { createHash, randomUUID } from "node:crypto";
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Tenant } from "../ports/tenant.ts";

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const temporaryEnding = ".temporary";

/** What is being written, or was when its process died. */
const draftOf = (chat: string): string => join(chat, `.${randomUUID()}`);
const isDraft = (path: string): boolean => basename(path).startsWith(".");

/** Blobs as files `<app>/<chat>/<hash>` below a folder, ids in base64url. A file has its name only when it is whole. */
export function openDirectoryBlobStore({ folder }: { folder: string }): BlobStore {
  const folderOf = (tenant: Tenant, chatId: string): string => join(folder, encoded(tenant.app_id), encoded(chatId));

  return {
    async put(tenant, chatId, bytes, { temporary = false } = {}) {
      const hash = createHash("sha256").update(bytes).digest("hex");
      const chat = folderOf(tenant, chatId);
      if (temporary && (await this.has(tenant, chatId, hash))) return hash;
      await mkdir(chat, { recursive: true });
      const draft = draftOf(chat);
      try {
        const file = await open(draft, "wx");
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, join(chat, temporary ? `${hash}${temporaryEnding}` : hash));
        await syncFolder(chat);
      } catch (thrown) {
        await rm(draft, { force: true });
        throw thrown;
      }
      return hash;
    },

    async get(tenant, chatId, hash) {
      if (!isHash(hash)) return undefined;
      const path = join(folderOf(tenant, chatId), hash);
      return (await present(readFile(path))) ?? (await present(readFile(`${path}${temporaryEnding}`)));
    },

    async keep(tenant, chatId, hash) {
      if (!isHash(hash)) return false;
      const path = join(folderOf(tenant, chatId), hash);
      if ((await present(stat(path))) !== undefined) return true;
      const kept = await present(rename(`${path}${temporaryEnding}`, path).then(() => true));
      if (kept) await syncFolder(folderOf(tenant, chatId));
      return kept ?? (await present(stat(path))) !== undefined;
    },

    async sweep(before) {
      let erased = 0;
      const files = (await present(readdir(folder, { recursive: true }))) ?? [];
      for (const file of files.filter((name) => name.endsWith(temporaryEnding) || isDraft(name))) {
        const path = join(folder, file);
        const info = await present(stat(path));
        if (info === undefined || info.mtime >= before) continue;
        await rm(path, { force: true });
        erased += 1;
      }
      return erased;
    },

    async has(tenant, chatId, hash) {
      if (!isHash(hash)) return false;
      const path = join(folderOf(tenant, chatId), hash);
      const found = (await present(stat(path))) ?? (await present(stat(`${path}${temporaryEnding}`)));
      return found !== undefined;
    },

    async copy(tenant, fromChatId, toChatId) {
      const [from, to] = [folderOf(tenant, fromChatId), folderOf(tenant, toChatId)];
      const names = (await present(readdir(from))) ?? [];
      await mkdir(to, { recursive: true });
      for (const name of names.filter(isHash)) {
        const draft = draftOf(to);
        await copyFile(join(from, name), draft);
        await sync(draft, "r+");
        await rename(draft, join(to, name));
      }
      await syncFolder(to);
    },

    async remove(tenant, chatId, hash) {
      if (!isHash(hash)) return;
      const path = join(folderOf(tenant, chatId), hash);
      await rm(path, { force: true });
      await rm(`${path}${temporaryEnding}`, { force: true });
    },

    async erase(tenant, chatId) {
      await rm(folderOf(tenant, chatId), { recursive: true, force: true });
    },

    async [Symbol.asyncDispose]() {},
  };
}

/** A renamed file is durable when its folder is; Windows neither needs nor allows this. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== "win32") await sync(path, "r");
}

async function sync(path: string, flags: "r" | "r+"): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function encoded(id: string): string {
  return Buffer.from(id).toString("base64url");
}

/** What is there; undefined when the file or folder is not. */
async function present<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return undefined;
    throw thrown;
  }
}
