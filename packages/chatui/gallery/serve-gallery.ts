import { createServer } from "node:http";
import { extname } from "node:path";
import { bundleGallery } from "./bundle-gallery.ts";

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", "": "text/html" };

/** A gallery that is being served. */
export interface GalleryServer {
  readonly url: string;
  close(): void;
}

/** Builds the gallery and serves it on this machine. */
export async function serveGallery(port = 0): Promise<GalleryServer> {
  const files = await bundleGallery();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const content = files.get(pathname);
    const type = types[extname(pathname)] ?? "text/plain";
    response.writeHead(content === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` }).end(content);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gallery has no port");
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}
