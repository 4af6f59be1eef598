import { randomUUID } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { blobStoreContract } from "@mozaiks/testkit";
import { describe, expect, it } from "vitest";
import { makeTemporaryFolder } from "../../test/sqlite/temporary-folder.ts";
import { tenantOf } from "../ports/tenant.ts";
import { openDirectoryBlobStore } from "./directory-blob-store.ts";

describe("blobs in a directory", () => {
  blobStoreContract(async () => {
    const folder = await makeTemporaryFolder();
    const blobs = openDirectoryBlobStore({ folder: join(folder.path, "blobs") });
    return {
      blobs,
      async [Symbol.asyncDispose]() {
        await blobs[Symbol.asyncDispose]();
        await folder[Symbol.asyncDispose]();
      },
    };
  });

  it("leaves no file behind but the blobs", async () => {
    await using folder = await makeTemporaryFolder();
    const blobs = openDirectoryBlobStore({ folder: folder.path });
    const hash = await blobs.put(tenantOf("app"), "chat", new Uint8Array([1]));
    await blobs.copy(tenantOf("app"), "chat", "fork");
    const files = await readdir(folder.path, { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map(({ name }) => name)).toEqual([hash, hash]);
  });

  it("erases what a process was writing when it died, once nobody can be writing it", async () => {
    await using folder = await makeTemporaryFolder();
    const blobs = openDirectoryBlobStore({ folder: folder.path });
    const hash = await blobs.put(tenantOf("app"), "chat", new Uint8Array([1]));
    const [file = ""] = (await readdir(folder.path, { recursive: true })).filter((name) => name.endsWith(hash));
    const chat = dirname(join(folder.path, file));
    await writeFile(join(chat, `.${randomUUID()}`), "half");
    expect(await blobs.sweep(new Date(Date.now() - 60_000))).toBe(0);
    expect(await blobs.sweep(new Date(Date.now() + 60_000))).toBe(1);
    expect(await readdir(chat)).toEqual([hash]);
  });
});
