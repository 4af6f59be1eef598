// Generated from ../controls.css by npm run generate. Do not edit.
export const sheet = `.mz-button{display:inline-flex;justify-content:center;align-items:center;gap:calc(.5*var(--mz-rem,1rem));min-height:calc(2.25*var(--mz-rem,1rem));padding:calc(.25*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));border:1px solid var(--mz-line-control);border-radius:var(--mz-radius-small);background:var(--mz-surface);font-size:calc(.875*var(--mz-rem,1rem));font-weight:560;transition:background var(--mz-quick),border-color var(--mz-quick)}
.mz-button:hover:not(:disabled){background:var(--mz-hover)}
.mz-primary{border-color:transparent;background:var(--mz-fill);color:var(--mz-on-fill)}
.mz-primary:hover:not(:disabled){background:var(--mz-fill-hover)}
.mz-danger{border-color:transparent;background:var(--mz-danger);color:light-dark(#fff,#2a0f0d)}
.mz-danger:hover:not(:disabled){background:color-mix(in srgb,var(--mz-danger) 85%,var(--mz-ink))}
.mz-icon-button{display:inline-grid;place-items:center;width:calc(2.25*var(--mz-rem,1rem));height:calc(2.25*var(--mz-rem,1rem));flex:none;padding:0;border:0;border-radius:var(--mz-radius-small);background:none;color:var(--mz-ink-soft)}
.mz-icon-button:hover{background:var(--mz-hover);color:var(--mz-ink)}
.mz-small{width:calc(1.75*var(--mz-rem,1rem));height:calc(1.75*var(--mz-rem,1rem));font-size:calc(.8125*var(--mz-rem,1rem))}
.mz-link{padding:0;border:0;background:none}
.mz-actions{display:flex;flex-wrap:wrap;gap:calc(.5*var(--mz-rem,1rem))}
.mz-composer{min-width:0;display:flex;align-items:flex-end;flex-wrap:wrap;gap:calc(.375*var(--mz-rem,1rem));padding:calc(.375*var(--mz-rem,1rem));border:1px solid var(--mz-line-strong);border-radius:calc(1.5*var(--mz-rem,1rem));background:var(--mz-surface);box-shadow:var(--mz-shadow);transition:border-color var(--mz-quick)}
.mz-composer:focus-within{border-color:var(--mz-accent);outline:1px solid var(--mz-accent)}
.mz-composer textarea{flex:1 1 calc(8*var(--mz-rem,1rem));min-width:0;max-height:min(calc(16*var(--mz-rem,1rem)),40dvh);padding:calc(.4375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));border:0;outline:0;background:none;font-size:max(calc(1*var(--mz-rem,1rem)),var(--mz-text));line-height:1.5;resize:none;field-sizing:content}
.mz-composer textarea::placeholder,.mz-field ::placeholder{color:var(--mz-ink-soft);opacity:1}
.mz-desk{position:relative;display:flex;flex:1;flex-direction:column;min-height:0}
.mz-drop{position:absolute;inset:calc(.5*var(--mz-rem,1rem));z-index:2;display:grid;place-items:center;border:2px dashed var(--mz-accent);border-radius:var(--mz-radius);background:color-mix(in srgb,var(--mz-accent-soft) 88%,transparent);color:var(--mz-accent);font-weight:640;pointer-events:none}
.mz-attachments{display:flex;flex:1 1 100%;flex-wrap:wrap;gap:calc(.375*var(--mz-rem,1rem));min-width:0;padding:calc(.25*var(--mz-rem,1rem)) calc(.25*var(--mz-rem,1rem)) 0;list-style:none}
.mz-attachment{display:flex;align-items:center;gap:calc(.375*var(--mz-rem,1rem));max-width:100%;padding-inline:calc(.625*var(--mz-rem,1rem)) calc(.125*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius-small);background:var(--mz-sunken);font-size:var(--mz-text-small)}
.mz-attachment[data-state=refused]{border-color:var(--mz-danger-line);background:var(--mz-danger-soft)}
.mz-attachment[data-state=refused]>.lucide{color:var(--mz-danger)}
.mz-attachment-name{min-width:calc(4*var(--mz-rem,1rem));overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mz-attachment progress{width:calc(4*var(--mz-rem,1rem));height:calc(.375*var(--mz-rem,1rem));accent-color:var(--mz-accent)}
.mz-round.mz-plain{border-color:transparent;background:none;color:var(--mz-ink-soft)}
.mz-round{display:grid;place-items:center;width:calc(2.375*var(--mz-rem,1rem));height:calc(2.375*var(--mz-rem,1rem));flex:none;padding:0;border:1px solid var(--mz-line-strong);border-radius:50%;background:var(--mz-surface);transition:background var(--mz-quick)}
.mz-round:hover:not(:disabled){background:var(--mz-hover)}
.mz-round.mz-primary{border-color:transparent;background:var(--mz-fill)}
.mz-round.mz-primary:hover:not(:disabled){background:var(--mz-fill-hover)}
.mz-round:disabled{border-color:transparent;background:var(--mz-hover);color:var(--mz-ink-soft)}
.mz-round.mz-plain:disabled{background:none;opacity:.5}
.mz-round .lucide-square{width:calc(.8125*var(--mz-rem,1rem));height:calc(.8125*var(--mz-rem,1rem));fill:currentcolor}
.mz-composer textarea::placeholder{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mz-suggestions{display:flex;flex-wrap:wrap;gap:calc(.5*var(--mz-rem,1rem))}
.mz-suggestion{padding:calc(.4375*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:999px;background:var(--mz-surface);font-size:calc(.875*var(--mz-rem,1rem));line-height:1.4;text-align:start;transition:background var(--mz-quick),border-color var(--mz-quick)}
.mz-suggestion:hover{border-color:var(--mz-accent-line);background:var(--mz-accent-soft)}
.mz-suggestion[aria-pressed=true]{border-color:var(--mz-accent);background:var(--mz-accent-soft);box-shadow:inset 0 0 0 1px var(--mz-accent)}
.mz-speakers{align-items:center;font-size:var(--mz-text-small)}
.mz-form,.mz-form>fieldset,.mz-request>fieldset{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(1*var(--mz-rem,1rem))}
.mz-field{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.3125*var(--mz-rem,1rem))}
.mz-label{font-size:calc(.875*var(--mz-rem,1rem));font-weight:560}
.mz-optional{margin-inline-start:calc(.5*var(--mz-rem,1rem));color:var(--mz-ink-soft);font-size:var(--mz-text-tiny);font-weight:400}
.mz-field :is(input:not([type=radio],[type=checkbox]),textarea,select),.mz-list-control{width:100%;min-height:calc(2.5*var(--mz-rem,1rem));padding:calc(.4375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));border:1px solid var(--mz-line-strong);border-radius:var(--mz-radius-small);background:var(--mz-surface);font-size:max(calc(1*var(--mz-rem,1rem)),var(--mz-text));line-height:1.5}
.mz-field input[type=number]{max-width:calc(10*var(--mz-rem,1rem))}
.mz-field :is(input[type=date],input[type=time],input[type=datetime-local]){max-width:calc(15*var(--mz-rem,1rem))}
.mz-form .mz-field textarea{min-height:calc(4.75*var(--mz-rem,1rem));max-height:calc(20*var(--mz-rem,1rem));resize:vertical;field-sizing:content}
.mz-field :is(input,textarea,select):focus-visible,.mz-list-control:focus-within{border-color:var(--mz-accent);outline:1px solid var(--mz-accent);outline-offset:0}
.mz-field[data-invalid] :is(input,textarea,select){border-color:var(--mz-danger)}
.mz-field :is(input[type=radio],input[type=checkbox]){width:calc(1.0625*var(--mz-rem,1rem));height:calc(1.0625*var(--mz-rem,1rem));flex:none;margin:0;accent-color:var(--mz-accent)}
.mz-choices{display:flex;flex-wrap:wrap;gap:calc(.5*var(--mz-rem,1rem))}
.mz-choice,.mz-tick{display:inline-flex;align-items:center;gap:calc(.5*var(--mz-rem,1rem));min-height:calc(2.25*var(--mz-rem,1rem));cursor:pointer}
.mz-choice{padding:calc(.25*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));border:1px solid var(--mz-line-control);border-radius:var(--mz-radius-small);font-size:calc(.875*var(--mz-rem,1rem));transition:background var(--mz-quick)}
.mz-choice:hover{background:var(--mz-hover)}
.mz-choice:has(:checked){border-color:var(--mz-accent);background:var(--mz-accent-soft)}
.mz-hint{color:var(--mz-ink-soft);font-size:var(--mz-text-small)}
.mz-error{color:var(--mz-danger);font-size:var(--mz-text-small)}
.mz-list-control{display:flex;flex-wrap:wrap;align-items:center;gap:calc(.375*var(--mz-rem,1rem))}
.mz-list-control .mz-field input,.mz-field .mz-list-control input:not([type=radio],[type=checkbox]){flex:1 1 calc(8*var(--mz-rem,1rem));width:auto;min-height:0;padding:0;border:0;outline:0;background:none}
.mz-chip button{display:grid;place-items:center;width:calc(1.25*var(--mz-rem,1rem));height:calc(1.25*var(--mz-rem,1rem));padding:0;border:0;border-radius:50%;background:none}
.mz-chip button:hover{background:var(--mz-line)}
fieldset:disabled :is(.mz-field,.mz-actions){opacity:.6}
@media(forced-colors:active){.mz-avatar,.mz-bubble,.mz-chip,.mz-round,.mz-button{border:1px solid}
.mz-choice:has(:checked),.mz-suggestion[aria-pressed=true]{outline:2px solid Highlight}
}`;
