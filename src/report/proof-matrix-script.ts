/**
 * Sorts and filters the matrix in the reader's browser. Without it the page is a plain table, whole and in
 * the order of the proof set. Kept as text: it runs on the page and never here.
 */
export const proofMatrixScript = `
(() => {
  const table = document.querySelector("table.matrix");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const form = document.querySelector("form.filters");
  const count = document.querySelector(".count");
  const none = document.querySelector(".none");
  const filters = [...form.querySelectorAll("select")];
  const search = form.querySelector("input");
  form.hidden = false;
  const show = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0, people = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = filters.every((each) => each.value === "" || row.dataset[each.name] === each.value)
        && words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits) { shown += 1; people += Number(row.dataset.people); }
    }
    const number = new Intl.NumberFormat("en-US");
    count.textContent = number.format(shown) + " of " + number.format(rows.length) + " variants, "
      + number.format(people) + " people";
    none.hidden = shown > 0;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  for (const head of table.tHead.rows[0].cells) {
    if ("plain" in head.dataset) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const at = head.cellIndex;
      const key = (row) => row.cells[at].dataset.key ?? row.cells[at].textContent;
      const order = new Intl.Collator("en", { numeric: true });
      rows.sort((a, b) => (down ? -1 : 1) * order.compare(key(a), key(b)));
      body.append(...rows);
    });
  }
  show();
})();
`;
