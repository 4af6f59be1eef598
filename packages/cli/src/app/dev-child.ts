import { isSet } from "../arguments.ts";
import type { Arguments } from "../command.ts";
import type { Io } from "../io.ts";
import type { ParentChannel } from "../parent-channel.ts";
import { appConfigOf } from "./app-config.ts";
import { withMigrations } from "./app-migrations.ts";
import { loadApp } from "./load-app.ts";
import { serveApp, stopSignal } from "./serve-app.ts";
import { writeTypeDeclarations } from "./type-declarations.ts";

/** An app that serves. */
export interface Listening {
  readonly url: string;
  readonly name: string;
  readonly collections: readonly string[];
}

/** What a child says: that its app can take over, then where it listens. */
export type DevMessage = "ready" | Listening;

/**
 * One state of an app in development. It says when its definition is right and the database can follow, waits until it is told
 * that the one before has ended, and serves. What is wrong before that ends it, and the one before goes on.
 */
export async function runDevChild(args: Arguments, io: Io, parent: ParentChannel): Promise<number> {
  const stop = AbortSignal.any([stopSignal(io), parent.gone]);
  const tell = (message: DevMessage): void => parent.tell(message);
  try {
    const app = await loadApp(args, io);
    const config = await appConfigOf(
      args,
      io,
      app.runtime,
      "development",
      isSet(args, "verbose") ? {} : { LOG_LEVEL: "warn" },
    );
    await withMigrations(app, config, (migrations) => migrations.check("safe"));
    await writeTypeDeclarations(app);
    tell("ready");
    await parent.next();
    const collections = [...app.definition.compiled.collections.keys()];
    const announce = ({ url }: { readonly url: string }) => tell({ url, name: app.definition.name, collections });
    await serveApp(app, config, { policy: "safe", announce, stop });
    return 0;
  } finally {
    parent.close();
  }
}
