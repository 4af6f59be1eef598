import { readFileSync } from "node:fs";

const sheet = new URL("../src/styles/tokens.css", import.meta.url);
const page = new URL("../../../docs/theming.md", import.meta.url);
const place = /(<!-- tokens -->\n)[\s\S]*?(<!-- \/tokens -->)/;

/** docs/theming.md as it is, and with the table that styles/tokens.css makes of it. */
export function themingPage(): { readonly url: URL; readonly is: string; readonly shall: string } {
  const is = readFileSync(page, "utf8");
  return { url: page, is, shall: is.replace(place, (_, begin, end) => `${begin}\n${tokenTable()}\n\n${end}`) };
}

/** Each token with its values, in the order of the sheet's first rule. */
function tokenTable(): string {
  const [, rule = ""] = /\.mz-root \{([\s\S]*?)\n\}/.exec(readFileSync(sheet, "utf8")) ?? [];
  const rows = [...rule.matchAll(/(--mz-[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => {
    const [, light, dark] = /^light-dark\((#\w+), (#\w+)\)$/.exec(value) ?? [];
    const values = light !== undefined && dark !== undefined ? [light, dark] : [value.replaceAll(/\s+/g, " ")];
    return [name, ...values, ...(values.length === 1 ? ["the same"] : [])];
  });
  const lines = rows.map(
    ([name, light, dark]) => `| \`${name}\` | \`${light}\` | ${dark === "the same" ? dark : `\`${dark}\``} |`,
  );
  return ["| token | light | dark |", "|---|---|---|", ...lines].join("\n");
}
