/* The sheet of tasks: cells that an approach does not use step back; a table copied in Excel is taken at once. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    if (event.target.matches(".lines select")) event.target.closest("tr").dataset.approach = event.target.value;
  });
  document.addEventListener("paste", (event) => {
    const form = event.target.closest(".lines");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!form || event.target.id === "pasted" || !text.includes("\t")) return;
    event.preventDefault();
    form.querySelector("#pasted").value = text;
    form.querySelector("[value=paste]").click();
  });
})();
