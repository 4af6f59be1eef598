export interface Invoice {
  readonly number: string;
  readonly customer: string;
  readonly due: string;
  readonly amount: string;
}

/** What is open, the longest due first. */
export const openInvoices: readonly Invoice[] = [
  { number: "2026-118", customer: "Globex", due: "2026-09-30", amount: "€ 1,240.00" },
  { number: "2026-131", customer: "Initech", due: "2026-10-14", amount: "€ 480.50" },
  { number: "2026-140", customer: "Umbrella Bakery", due: "2026-11-02", amount: "€ 79.90" },
];
