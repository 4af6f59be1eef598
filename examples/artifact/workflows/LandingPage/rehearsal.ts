import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

/** Builds a page about the first message, and makes what is said afterwards a line of it. */
export const Builder: RehearsalFunction = ({ messages, context }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    return { content: last.name === "write_page" ? "Here is a first page. What shall it say?" : "It is on the page." };
  }
  const said = (last?.content ?? "").trim();
  const artifacts = Array.isArray(context["artifacts"]) ? context["artifacts"] : [];
  if (artifacts.length === 0) {
    const files = { "README.md": readme(said), "index.html": page(said, []), "styles.css": styles };
    return { toolCalls: [{ name: "write_page", arguments: { title: said, files } }] };
  }
  const [title = said, ...lines] = messages.flatMap(({ role, content }) => (role === "user" ? [content.trim()] : []));
  return { toolCalls: [{ name: "write_file", arguments: { path: "index.html", content: page(title, lines) } }] };
};

const readme = (title: string): string => `# ${title}

Two files: **index.html** says it, **styles.css** makes it look so.
`;

const page = (title: string, lines: readonly string[]): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${escape(title)}</title>
    <link rel="stylesheet" href="styles.css">
  </head>
  <body>
    <main>
      <h1>${escape(title)}</h1>
      <p>Welcome. We are glad that you are here.</p>
${lines.map((line) => `      <p>${escape(line)}</p>\n`).join("")}      <a href="#">Come and see us</a>
    </main>
  </body>
</html>
`;

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const styles = `body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: center;
  background: linear-gradient(160deg, #fef3c7, #dbeafe);
  color: #1e293b;
  font: 18px/1.6 Georgia, serif;
}

main {
  max-width: 32rem;
  padding: 2rem;
  text-align: center;
}

h1 {
  font-size: 2.5rem;
  line-height: 1.15;
}

a {
  display: inline-block;
  padding: 0.5rem 1.25rem;
  border-radius: 999px;
  background: #1e293b;
  color: #ffffff;
  text-decoration: none;
}
`;
