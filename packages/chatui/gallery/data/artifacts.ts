import type { ArtifactCard, Json } from "@mozaiks/contracts/fold";

/** What the agents of a trip make, one of each kind. */
export const cards: Readonly<Record<string, ArtifactCard>> = {
  plan: card("plan", "document", "Three days in Lisbon", 3, {
    content:
      "# Three days in Lisbon\n\nQuiet streets, one museum a day.\n\n- **Monday**: Alfama\n- **Tuesday**: Belém\n",
    people: 2,
  }),
  costs: card("costs", "table", "What it costs", 1, [
    { what: "Casa do Rio", nights: 3, euros: 411 },
    { what: "Train", nights: null, euros: 38 },
  ]),
  facts: card("facts", "facts", "Good to know", 1, {
    language: "Portuguese",
    plugs: ["C", "F"],
    tipping: { usual: true },
  }),
  script: card("script", "code", "Reminder", 1, {
    code: "const days = 3;\nconsole.log(`${days} days left`);\n",
    language: "ts",
  }),
  site: card("site", "page", "A page for friends", 2, {
    files: {
      "index.html": "<h1>Lisbon</h1>\n<p>Come along.</p>\n",
      "styles/main.css": "h1 {\n  color: teal;\n}\n",
      "notes/what-to-pack.md": "- Shoes\n- A hat\n",
    },
  }),
  list: card("list", "core.list", "What to pack", 1, { title: "What to pack", items: ["Shoes", "A hat", "A book"] }),
};

/** The plan as it was. */
export const plansBefore: readonly Json[] = [
  { content: "# Lisbon\n\nSomewhere quiet.\n", people: 2 },
  { content: "# Three days in Lisbon\n\nQuiet streets.\n\n- **Monday**: Alfama\n", people: 2 },
];

function card(id: string, artifact_type: string, title: string, version: number, state: Json): ArtifactCard {
  return { artifact_id: id, artifact_type, title, display: "artifact", version, state };
}
