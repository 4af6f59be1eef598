import type { JsonObject } from "@mozaiks/contracts/fold";

/** A payload for each of the chat's own components, with what a person answers by the simplest way through it. */
export interface CoreSample {
  readonly component: string;
  readonly payload: JsonObject;
}

const pixel = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 100'%3E";
const picture = (colour: string) => `${pixel}%3Crect width='160' height='100' fill='${colour}'/%3E%3C/svg%3E`;

export const coreSamples: readonly CoreSample[] = [
  {
    component: "core.markdown",
    payload: {
      title: "Read this first",
      content: "The move happens **on Saturday**.\n\n1. Save your work\n2. Log out\n\n> Nothing else changes.",
    },
  },
  {
    component: "core.form",
    payload: {
      title: "A new customer",
      description: "Two short steps.",
      values: { name: "Ada Lovelace" },
      sections: [
        { title: "Who", fields: ["name", "email"] },
        { title: "What", description: "You can change this later.", fields: ["plan", "seats", "tags", "note"] },
      ],
      fields: [
        { name: "name", label: "Name", required: true },
        { name: "email", label: "Email", type: "email", placeholder: "ada@example.com" },
        { name: "plan", label: "Plan", type: "select", options: ["Free", "Team"], default: "Free" },
        { name: "seats", label: "Seats", type: "number", min: 2, show_if: { plan: "Team" } },
        { name: "tags", label: "Tags", type: "array" },
        { name: "note", label: "Note", type: "textarea" },
      ],
    },
  },
  {
    component: "core.table",
    payload: {
      title: "Open invoices",
      description: "Which of them shall be paid?",
      select: "many",
      columns: [
        { key: "customer", label: "Customer" },
        { key: "amount", type: "currency", currency: "EUR" },
        { key: "due", label: "Due", type: "date" },
        { key: "share", type: "percent" },
        { key: "late", type: "boolean" },
        { key: "labels", type: "tags" },
      ],
      rows: Array.from({ length: 23 }, (_, index) => ({
        id: `inv-${index + 1}`,
        customer:
          ["Paper & Co", "Steel Works", "A company with a very long name that goes on for a while"][index % 3] ?? "",
        amount: (index + 1) * 137.5,
        due: `2026-03-${String((index % 28) + 1).padStart(2, "0")}`,
        share: ((index * 7) % 100) / 100,
        late: index % 4 === 0,
        labels: index % 2 === 0 ? ["new"] : ["known", "priority"],
      })),
    },
  },
  {
    component: "core.list",
    payload: {
      title: "Where shall we begin?",
      choose: "one",
      items: [
        {
          id: "data",
          title: "The data model",
          description: "What there is, and how it hangs together.",
          badge: "2 days",
        },
        { id: "screens", title: "The screens", description: "What people see first. [More](https://example.com)" },
        { id: "mail", title: "The mails", disabled: true, description: "Not yet possible." },
      ],
    },
  },
  {
    component: "core.card",
    payload: {
      title: "Three rooms are free",
      choose: "many",
      max: 2,
      cards: [
        { id: 1, title: "Garden room", badge: "new", image: picture("%23709080"), fields: { price: 120, beds: 2 } },
        {
          id: 2,
          title: "Attic",
          image: picture("%23a07050"),
          description: "Quiet, with a *slanted* ceiling.",
          fields: { price: 90, beds: 1 },
        },
        {
          id: 3,
          title: "Suite",
          image: picture("%235060a0"),
          href: "https://example.com/suite",
          fields: { price: 210, beds: 3 },
        },
      ],
    },
  },
  {
    component: "core.chart",
    payload: {
      title: "Visitors",
      type: "bar",
      labels: ["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
      series: [
        { name: "New", values: [1200, 1850, 900, null, 2100, 2600] },
        { name: "Returning", values: [400, 520, 610, 700, 690, 940] },
      ],
      y_label: "People a month",
    },
  },
  {
    component: "core.code",
    payload: {
      title: "The migration",
      filename: "migrations/0007_invoices.sql",
      language: "sql",
      code: "alter table invoices\n  add column paid_at timestamptz;\n\ncreate index on invoices (paid_at);",
    },
  },
  {
    component: "core.diff",
    payload: {
      title: "A change to the price list",
      filename: "prices.ts",
      before: "export const prices = {\n  free: 0,\n  team: 12,\n  large: 40,\n};\n",
      after: "export const prices = {\n  free: 0,\n  team: 14,\n  large: 40,\n  huge: 120,\n};\n",
    },
  },
  {
    component: "core.file-tree",
    payload: {
      title: "What I have made",
      open: "src/app.ts",
      files: [
        { path: "src/app.ts", content: "export const app = 1;\n", status: "modified" },
        { path: "src/parts/button.tsx", content: "export const Button = () => null;\n", status: "added" },
        { path: "README.md", content: "# App\n" },
        { path: "old.js", status: "deleted" },
      ],
    },
  },
  {
    component: "core.progress",
    payload: {
      title: "The import",
      items: [
        { label: "Customers", value: 240, max: 240 },
        { label: "Invoices", value: 61, detail: "Two could not be read." },
        { label: "Attachments" },
        { label: "Mails", value: 10, status: "failed" },
      ],
    },
  },
  {
    component: "core.confirm",
    payload: { title: "Delete the project?", message: "Its **12 files** cannot be brought back.", danger: true },
  },
  {
    component: "core.image",
    payload: {
      title: "Which logo?",
      choose: "one",
      images: [
        { id: "a", src: picture("%234338ca"), alt: "A blue field", caption: "Calm" },
        { id: "b", src: picture("%23b3261e"), alt: "A red field", caption: "Loud" },
        { id: "c", src: "https://example.invalid/gone.png", alt: "A logo that is not there" },
      ],
    },
  },
  {
    component: "core.steps",
    payload: {
      title: "How it goes on",
      current: 3,
      steps: [
        "Signed up",
        { title: "Paid", description: "By card." },
        "Set up",
        { title: "Invite others", status: "skipped" },
        "Done",
      ],
    },
  },
];
