/* The unit board: a person dropped on a post is chosen and sent there, as the button beside does without a mouse. */
(() => {
  "use strict";
  const board = document.getElementById("papan");
  if (!board) return;
  let held = null;
  const post = (event) => event.target.closest?.("[data-post]");
  board.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-person]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.person);
    held.classList.add("held");
    board.classList.add("dragging");
  });
  board.addEventListener("dragend", () => {
    held?.classList.remove("held");
    board.classList.remove("dragging");
    board.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
    held = null;
  });
  board.addEventListener("dragover", (event) => {
    const there = post(event);
    if (!held || !there || there.contains(held)) return;
    event.preventDefault();
    board.querySelectorAll(".over").forEach((one) => one !== there && one.classList.remove("over"));
    there.classList.add("over");
  });
  board.addEventListener("drop", (event) => {
    const there = post(event);
    if (!held || !there || there.contains(held)) return;
    event.preventDefault();
    held.querySelector("input").checked = true;
    there.querySelector("button").click();
  });
})();
