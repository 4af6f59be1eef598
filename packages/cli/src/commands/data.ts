import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { type DocumentStore, revisionOf, type Tenant, tenantOf } from "@mozaiks/ai-runtime/ports";
import { textOf, usage } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { openDataFolderOf } from "../data-folder.ts";
import { CliError } from "../failure.ts";
import type { Io } from "../io.ts";
import { parseDocuments } from "../parse-documents.ts";

const listed = 1_000;

/** `mozaiks data`: the documents that variables of data_reference and data_entity stand for. */
export const command: Command = {
  name: "data",
  description:
    "The documents of an app, which variables of data_reference and data_entity stand for, in the data folder of a server\n" +
    "that is not running. `list` prints the collections, or the last 1,000 documents of one, a JSON object in each line;\n" +
    "`import` writes such lines, each over the document with its id; `remove` erases one.",
  positionals: [
    { name: "action", description: "list, import or remove" },
    { name: "collection", description: "the collection's name", optional: true },
    { name: "what", description: "import: a file, or - for the standard input; remove: an id", optional: true },
  ],
  options: {
    app: { type: "string", value: "<id>", description: "the app, which is the tenant (dev)" },
    data: { type: "string", short: "d", value: "<folder>", description: "data folder of mozaiks dev (.mozaiks)" },
    json: { type: "boolean", description: "print JSON, which every action does" },
  },
  examples: [
    { line: "mozaiks data import products products.ndjson", does: "documents that workflows can look up" },
    { line: "mozaiks data list products | jq .name", does: "what is in a collection" },
    { line: "mozaiks data remove products tea-1", does: "one document less" },
  ],
  async run(args, io) {
    const [action = "", collection, what] = args.positionals;
    const tenant = tenantOf(textOf(args, "app") ?? "dev");
    if (collection !== undefined && !/^[A-Za-z_][A-Za-z0-9_-]{0,51}$/.test(collection))
      throw usage(`${JSON.stringify(collection)} is no name of a collection`, "use 1 to 52 letters, digits, _ or -");
    if (action === "list") return withDocuments(args, io, (documents) => list(documents, tenant, collection, io));
    if (action !== "import" && action !== "remove")
      throw usage(`There is no action ${JSON.stringify(action)}`, "use list, import or remove");
    if (collection === undefined || what === undefined)
      throw usage(`mozaiks data ${action} needs a collection and ${action === "import" ? "a file" : "an id"}`);
    return action === "import"
      ? importInto(tenant, collection, what, args, io)
      : withDocuments(args, io, (documents) => remove(documents, tenant, collection, what, io));
  },
};

async function withDocuments(
  args: Arguments,
  io: Io,
  act: (documents: DocumentStore) => Promise<void>,
): Promise<number> {
  await using data = await openDataFolderOf(args, io);
  await act(data.documents);
  return 0;
}

async function list(documents: DocumentStore, tenant: Tenant, collection: string | undefined, io: Io): Promise<void> {
  const rows =
    collection === undefined
      ? await documents.collections(tenant)
      : await documents.find(tenant, collection, { where: [], limit: listed });
  for (const row of rows) io.print(JSON.stringify(row));
}

async function importInto(tenant: Tenant, collection: string, file: string, args: Arguments, io: Io): Promise<number> {
  const given = parseDocuments(file === "-" ? await text(io.stdin) : await readFile(resolve(io.cwd, file), "utf8"));
  return withDocuments(args, io, async (documents) => {
    const now = new Date().toISOString();
    const written = await Promise.all(
      given.map((document, index) => documents.put(tenant, collection, document, revisionOf(now, index, "import"))),
    );
    io.print(JSON.stringify({ collection, imported: written.filter(Boolean).length }));
  });
}

async function remove(documents: DocumentStore, tenant: Tenant, collection: string, id: string, io: Io): Promise<void> {
  if (!(await documents.remove(tenant, collection, id)))
    throw new CliError("document.not-found", `${tenant.app_id} has no document ${id} in ${collection}`, {
      fix: `mozaiks data list ${collection} shows what there is; check --app`,
    });
  io.print(JSON.stringify({ collection, removed: id }));
}
