import type { Document, DocumentStore } from "../../ports/document-store.ts";
import type { DatabaseThread } from "./database-thread.ts";

/** The documents of a database: a query reads the whole collection of one tenant. */
export function documentsOf(thread: DatabaseThread): DocumentStore {
  return {
    put({ app_id }, collection, document, revision) {
      const body = JSON.stringify(document);
      return thread.write("putDocument", { app_id, collection, id: document.id, revision, body }, body.length);
    },

    async get({ app_id }, collection, id) {
      const body = await thread.read("document", { app_id, collection, id });
      return body === undefined ? undefined : (JSON.parse(body) as Document);
    },

    async find({ app_id }, collection, query) {
      return JSON.parse(await thread.read("documents", { app_id, collection, ...query })) as readonly Document[];
    },

    remove: ({ app_id }, collection, id) => thread.write("removeDocument", { app_id, collection, id }),

    collections: ({ app_id }) => thread.read("collections", { app_id }),
  };
}
