#!/usr/bin/env bash
# Draws the summaries of summary.golden.txt as GitHub's page of a run does, with Mermaid in a browser without a
# window, and fails if one of the diagrams cannot be drawn. Needs npm, and Chromium or Chrome.
#
#   scripts/render-summary.sh            checks every summary
#   scripts/render-summary.sh NAME PNG   also keeps the picture of one, such as 'attached to a further network'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$PWD/target/render-summary
mkdir -p "$work"
npm install --silent --no-fund --no-audit --prefix "$work" mermaid@12.3.0 marked@17.0.0

page() { # NAME or nothing, for all
  node - "$work" "${1:-}" <<'JS'
const fs = require("fs");
const [work, wanted] = process.argv.slice(2);
const golden = fs.readFileSync("src/test/java/org/dood/network/report/summary.golden.txt", "utf8");
const summaries = golden.split(/^== /m).slice(1).map(s => [s.split("\n", 1)[0], s.slice(s.indexOf("\n") + 1)]);
const chosen = summaries.filter(([name, text]) => text.trim() && (!wanted || name === wanted));
if (!chosen.length) throw new Error(`no summary '${wanted}'`);
fs.writeFileSync(`${work}/page.html`, `<!doctype html><meta charset="utf-8"><style>
  body { font: 14px sans-serif; margin: 24px } table { border-collapse: collapse } h3 { margin: 4px 0 12px }
  td, th { border: 1px solid #d0d7de; padding: 6px 13px; text-align: left }
  code { background: #eff1f3; padding: 2px 4px; border-radius: 4px; line-height: 1.7 } pre { background: white }</style>
<div id="all"></div>
<script src="node_modules/marked/lib/marked.umd.js"></script><script src="node_modules/mermaid/dist/mermaid.min.js"></script>
<script type="module">
const chosen = ${JSON.stringify(chosen).replaceAll("<", "\\u003c")};
mermaid.initialize({ startOnLoad: false });
const failed = [];
for (const [i, [name, text]] of chosen.entries()) {
  const part = document.createElement("section");
  part.innerHTML = marked.parse(text, { gfm: true });
  document.getElementById("all").append(part);
  for (const block of part.querySelectorAll("code.language-mermaid")) {
    try {
      const { svg } = await mermaid.render("d" + i, block.textContent);
      block.parentElement.outerHTML = svg;
    } catch (e) { failed.push(name + ": " + e.message); }
  }
  if (part.querySelector("img, a, strong, em")) failed.push(name + ": a name became Markdown");
}
document.title = "drawn " + (chosen.length - failed.length) + " of " + chosen.length;
document.body.append(Object.assign(document.createElement("pre"), { id: "failed", textContent: failed.join("\\n") }));
</script>`);
JS
}

browse() {
  "$(command -v chromium chromium-browser google-chrome | head -n 1)" --headless --no-sandbox --disable-gpu --allow-file-access-from-files --hide-scrollbars \
    --virtual-time-budget=20000 "$@" "file://$work/page.html" 2>"$work/chromium.log"
}

page
browse --dump-dom >"$work/dom.html"
title=$(sed -n 's/.*<title>\(drawn [0-9]* of [0-9]*\)<\/title>.*/\1/p' "$work/dom.html")
echo "render-summary: ${title:-nothing was drawn, see $work/chromium.log}"
[[ $title =~ ^drawn\ ([0-9]+)\ of\ ([0-9]+)$ && ${BASH_REMATCH[1]} = "${BASH_REMATCH[2]}" ]] || {
  sed -n '/<pre id="failed">/,/<\/pre>/p' "$work/dom.html" >&2
  exit 1
}

if [ $# -eq 2 ]; then
  page "$1"
  browse --window-size=860,490 --force-device-scale-factor=1.5 --screenshot="$2"
  echo "render-summary: $2"
fi
