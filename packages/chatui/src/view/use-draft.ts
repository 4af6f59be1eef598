import { useCallback, useEffect, useState } from "react";
import { readJson, writeJson } from "../core/key-value-storage.ts";
import { useServices } from "./services.ts";

/** A value that is being typed: it survives a reload until it is cleared. */
export function useDraft<T>(name: string, initial: T): readonly [T, (value: T) => void, () => void] {
  const { storage } = useServices();
  const key = `mozaiks.draft.${name}`;
  const [value, setValue] = useState<T>(() => (readJson(storage, key) as T | undefined) ?? initial);
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    if (isTouched) writeJson(storage, key, value);
  }, [storage, key, value, isTouched]);
  const change = useCallback((next: T) => {
    setValue(next);
    setTouched(true);
  }, []);
  const clear = useCallback(() => {
    storage.removeItem(key);
    setValue(initial);
    setTouched(false);
  }, [storage, key, initial]);
  return [value, change, clear];
}
