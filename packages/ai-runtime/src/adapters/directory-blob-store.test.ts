import { readdir } from "node:fs/promises";
import { join } from "node:path";
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
});
