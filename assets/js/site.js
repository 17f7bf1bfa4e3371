// Small comforts for every page; each page does its whole work without them.
import {countBasket} from "./basket_count.js";

countBasket();

// Larger text: two steps and back, kept on this device.
const sizes = ["", "large", "larger"];
const sizeButton = document.querySelector("[data-text-size]");
const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem("text-size") ?? "";
  } catch {
    return "";
  }
}

function setSize(size) {
  root.toggleAttribute("data-text", size !== "");
  if (size) root.dataset.text = size;
  sizeButton?.setAttribute("aria-pressed", String(size !== ""));
}
if (sizes.includes(remembered())) setSize(remembered());
if (sizeButton) {
  sizeButton.hidden = false;
  sizeButton.addEventListener("click", () => {
    const next = sizes[(sizes.indexOf(root.dataset.text ?? "") + 1) % sizes.length];
    setSize(next);
    try {
      localStorage.setItem("text-size", next);
    } catch {
      // a browser that keeps nothing: the size holds for this page
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The current item of the navigation is in sight where the line scrolls.
const current = document.querySelector(".nav [aria-current]");
if (current) current.closest(".nav").scrollLeft = current.offsetLeft - 16;

// What went wrong is read first.
document.querySelector("body:not(.styleguide) main [data-error-summary]")?.focus();

// A choice that needs no button: <select data-send-on-change> sends its form.
for (const select of document.querySelectorAll("[data-send-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

if (document.querySelector("a[data-in-place]")) import("./in_place.js");
if (document.querySelector("input[data-suggest]")) import("./suggest.js");
