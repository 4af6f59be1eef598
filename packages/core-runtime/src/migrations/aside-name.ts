/** The name under which a run puts something aside. No app can use it: names of an app begin with a letter. */
export const asideName = (run: number, name: string): string => `_dropped_${run}_${name}`;

export const isAside = (name: string): boolean => name.startsWith("_dropped_");
