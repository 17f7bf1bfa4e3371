// On a phone the rows of our own lists become cards in which each value stands under its column's name. Without this
// script the table scrolls. The book's pages keep their columns: there amounts are compared.
const LISTS = "table.listing:not(.full-width)";
const KEPT = ".book-table";

for (const table of document.querySelectorAll(LISTS)) {
  const names = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent.trim());
  if (!names.length || table.closest(KEPT)) continue;
  // As blocks and grids they would be no table any more to a screen reader.
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody, tfoot")) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    let column = 0;
    for (const cell of row.cells) {
      const isHead = cell.tagName === "TH";
      cell.setAttribute("role", isHead ? (cell.scope === "row" ? "rowheader" : "columnheader") : "cell");
      if (!isHead && names[column]) cell.dataset.label = names[column];
      if (!isHead && !cell.textContent.trim() && !cell.children.length) cell.classList.add("listing__empty");
      column += cell.colSpan;
    }
  }
  table.classList.add("listing--cards");
}
