/** `remember_idea`, `rememberIdea` and `acme.remember-idea` as a person would write them: `Remember idea`. */
export function humanName(name: string): string {
  const words = name
    .slice(name.lastIndexOf(".") + 1)
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words === "" ? name : words[0]?.toUpperCase() + words.slice(1);
}
