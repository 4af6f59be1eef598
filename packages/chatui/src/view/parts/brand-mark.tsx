import { createContext, useContext, type ReactNode } from "react";
import { Mark } from "./mark.tsx";

/** Whose chat it is: a name, and a picture of it. */
export interface BrandName {
  readonly name?: string | undefined;
  readonly logo?: string | undefined;
}

/** Absent on a page of our own. */
export const BrandContext = createContext<BrandName | undefined>(undefined);

/** The picture; nothing for a product that gave none. */
export function BrandPicture(): ReactNode {
  const brand = useContext(BrandContext);
  if (!brand) return <Mark />;
  return brand.logo === undefined ? null : <img className="mz-mark" src={brand.logo} alt="" />;
}

/** Picture and name; `otherwise` where a product has no name. */
export function BrandMark({ otherwise }: { otherwise: string }): ReactNode {
  const brand = useContext(BrandContext);
  return (
    <>
      <BrandPicture /> {brand ? (brand.name ?? otherwise) : "Mozaiks"}
    </>
  );
}
