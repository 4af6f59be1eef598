// Generated from ../prose.css by npm run generate. Do not edit.
export const sheet = `.mz-prose>*+*{margin-top:.75em}
.mz-prose :is(ul,ol){padding-inline-start:1.375em}
.mz-prose li+li,.mz-prose li>:is(ul,ol){margin-top:.25em}
.mz-prose li>p+p{margin-top:.5em}
.mz-prose li::marker{color:var(--mz-ink-soft)}
.mz-prose li[data-task]{list-style:none;margin-inline-start:-1.375em}
.mz-prose li[data-task]>input{margin:0 .5em 0 0;accent-color:var(--mz-accent)}
.mz-prose li[data-task]>:is(ul,ol){padding-inline-start:2.75em}
.mz-prose li[data-task]>p{display:inline}
.mz-prose :is(h2,h3,h4,h5){margin-top:1.25em;font-weight:660;line-height:1.35;letter-spacing:-.01em}
.mz-prose>:is(h2,h3,h4,h5):first-child{margin-top:.125em}
.mz-prose :is(h2,h3,h4,h5)+*{margin-top:.375em}
.mz-prose [data-depth="1"]{font-size:calc(1.1875*var(--mz-rem,1rem))}
.mz-prose [data-depth="2"]{font-size:calc(1.0625*var(--mz-rem,1rem))}
.mz-prose [data-depth="3"]{font-size:calc(1*var(--mz-rem,1rem))}
.mz-prose :is(h4,h5){font-size:var(--mz-text)}
.mz-prose a,.mz-link{color:var(--mz-accent);text-decoration:underline;text-decoration-color:var(--mz-accent-line);text-underline-offset:.2em}
.mz-prose a:hover,.mz-link:hover{text-decoration-color:currentcolor}
.mz-prose :not(pre)>code{padding:.125em .375em;border-radius:.375em;background:var(--mz-hover);font:.875em var(--mz-mono)}
.mz-prose blockquote{margin:0;margin-block-start:.75em;padding-inline-start:.875em;border-inline-start:3px solid var(--mz-line);color:var(--mz-ink-soft)}
.mz-prose hr{height:1px;margin-block:1.25em;border:0;background:var(--mz-line)}
.mz-prose img{max-width:100%;max-height:calc(24*var(--mz-rem,1rem));border-radius:var(--mz-radius-small)}
.mz-image-refused{color:var(--mz-ink-soft);font-style:italic}
.mz-code{overflow:hidden;border:1px solid var(--mz-line);border-radius:var(--mz-radius);background:var(--mz-sunken)}
.mz-code figcaption{display:flex;justify-content:space-between;align-items:center;padding:calc(.1875*var(--mz-rem,1rem)) calc(.375*var(--mz-rem,1rem)) calc(.1875*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));border-bottom:1px solid var(--mz-line);color:var(--mz-ink-soft);font:var(--mz-text-tiny) / calc(1.75*var(--mz-rem,1rem)) var(--mz-mono)}
.mz-code pre,.mz-json{margin:0;padding:calc(.75*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));overflow:auto;font:var(--mz-text-small) / 1.6 var(--mz-mono);overflow-wrap:normal;tab-size:2}
.mz-code-slice{display:block}
.mz-code [data-weight]{font-weight:640}
.mz-code [data-style]{font-style:italic}
.mz-code [data-colour=comment],.mz-code [data-colour=punctuation]{color:var(--mz-code-comment)}
.mz-code [data-colour=keyword]{color:var(--mz-code-keyword)}
.mz-code [data-colour=function]{color:var(--mz-code-function)}
.mz-code [data-colour=constant],.mz-code [data-colour=changed]{color:var(--mz-code-constant)}
.mz-code :is([data-colour=string],[data-colour=string-expression],[data-colour=link],[data-colour=inserted]){color:var(--mz-code-string)}
.mz-code [data-colour=parameter]{color:var(--mz-code-parameter)}
.mz-code [data-colour=deleted]{color:var(--mz-danger)}
.mz-json{max-height:calc(18*var(--mz-rem,1rem));border-radius:var(--mz-radius-small);background:var(--mz-sunken)}
.mz-table{overflow-x:auto;border:1px solid var(--mz-line);border-radius:var(--mz-radius)}
.mz-table table{width:100%;border-collapse:collapse;font-size:calc(.875*var(--mz-rem,1rem));overflow-wrap:normal}
.mz-table :is(th,td){min-width:calc(5*var(--mz-rem,1rem));padding:calc(.4375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));text-align:start;vertical-align:top}
.mz-table :is(th,td)[data-align=right]{text-align:end}
.mz-table :is(th,td)[data-align=center]{text-align:center}
.mz-table th{background:var(--mz-sunken);font-weight:620}
.mz-table td{border-top:1px solid var(--mz-line)}`;
