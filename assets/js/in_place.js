// A link marked data-in-place leads to a small page with a form. Here the form is fetched into a dialog instead.
// What is shown of that page is its [data-in-place-part], or else its first form. An answer that redirects is
// followed, unless the page it leads to has a [data-in-place-done]: that is shown, and the reader stays here.
// Whatever fails falls back to the link itself.
import {countBasket} from "./basket_count.js";

const bangla = document.documentElement.lang === "bn";
let dialog;

function open() {
  if (dialog) return dialog;
  dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "dialog__close";
  close.setAttribute("aria-label", bangla ? "বন্ধ করুন" : "Close");
  close.textContent = "✕";
  close.addEventListener("click", () => dialog.close());
  const body = document.createElement("div");
  dialog.append(close, body);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

async function pageAt(address, options = {}) {
  const answer = await fetch(address, {...options, headers: {"X-In-Place": "1"}});
  const text = await answer.text();
  return {answer, page: new DOMParser().parseFromString(text, "text/html")};
}

function show(part, address) {
  const body = open().lastElementChild;
  body.replaceChildren(document.importNode(part, true));
  for (const form of body.querySelectorAll("form")) {
    form.action = new URL(form.getAttribute("action") || address, location.href);
    form.addEventListener("submit", send);
  }
  for (const link of body.querySelectorAll("[data-in-place-close]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  if (!dialog.open) dialog.showModal();
  body.querySelector("[data-error-summary], [autofocus], input:not([type=hidden]), select, a, button")?.focus();
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const button = event.submitter ?? form.querySelector("[type=submit]");
  button?.setAttribute("disabled", "");
  try {
    const {answer, page} = await pageAt(form.action, {method: "POST", body: data});
    const done = page.querySelector("[data-in-place-done]");
    const part = page.querySelector("[data-in-place-part]") ?? page.querySelector("main form");
    countBasket();
    if (done) show(done, answer.url);
    else if (answer.redirected || !part) location.assign(answer.url);
    else show(part, answer.url);
  } catch {
    form.removeEventListener("submit", send);
    button?.removeAttribute("disabled");
    form.requestSubmit(button);
  }
}

async function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.currentTarget;
  event.preventDefault();
  try {
    const {answer, page} = await pageAt(link.href);
    const part = page.querySelector("[data-in-place-part]") ?? page.querySelector("main form");
    if (!answer.ok || !part) throw new Error("nothing to show in place");
    show(part, link.href);
  } catch {
    location.assign(link.href);
  }
}

for (const link of document.querySelectorAll("a[data-in-place]")) link.addEventListener("click", follow);
