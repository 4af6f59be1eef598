import { serveGallery } from "./serve-gallery.ts";

const { url } = await serveGallery(Number(process.env["PORT"] ?? 4400));
process.stdout.write(`The gallery is at ${url}\n`);
