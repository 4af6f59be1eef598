/**
 * The page with the text between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` replaced, for each section.
 * @throws Error when a section has no place in the page, or the page a place without a section.
 */
export function withSections(page: string, sections: Readonly<Record<string, string>>): string {
  const places = [...page.matchAll(/<!-- generated:([\w-]+) -->/g)].map(([, name = ""]) => name);
  const missing = Object.keys(sections).filter((name) => !places.includes(name));
  const unknown = places.filter((name) => !(name in sections));
  if (missing.length + unknown.length > 0)
    throw new Error(`sections without a place: ${missing.join(", ")}; places without a section: ${unknown.join(", ")}`);
  return page.replaceAll(
    /(<!-- generated:([\w-]+) -->\n)[^]*?(<!-- \/generated:\2 -->)/g,
    (_all, open: string, name: string, close: string) => `${open}\n${sections[name]}\n\n${close}`,
  );
}
