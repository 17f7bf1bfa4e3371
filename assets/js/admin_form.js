// Wagtail keeps a writer's draft by itself. A new page that is sent while its first draft is on its way would be
// made a second time, and refused: "this memo number is another paper's". Such a form waits for the draft's answer.
const LONGEST_MS = 10_000;

function draftIsOnItsWay() {
  return document.getElementById("w-autosave-indicator")?.dataset.wAutosaveStateValue === "saving";
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-edit-form]") || form.dataset.waited || !draftIsOnItsWay()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    const send = () => {
      if (form.dataset.waited) return;
      form.dataset.waited = "yes";
      if (button) button.disabled = false; // Wagtail greys it at the click; a grey button's name is not sent
      form.requestSubmit(button);
    };
    form.addEventListener("w-autosave:success", send);
    form.addEventListener("w-autosave:error", send);
    setTimeout(send, LONGEST_MS);
  },
  true,
);

// Bangla digits typed into a date: Wagtail's calendar reads ASCII ones alone and empties the field that is left with others.
document.addEventListener(
  "input",
  ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !window.jQuery?.(target).data("xdsoft_datetimepicker")) return;
    const read = target.value.replace(/[০-৯]/g, (digit) => digit.charCodeAt(0) - 0x9e6);
    if (read === target.value) return;
    const place = target.selectionStart;
    target.value = read;
    target.setSelectionRange(place, place);
  },
  true,
);

// Our forms come back with the first wrong field in hand: its error is told with it, and no key walks through the menu.
const wrong = document.querySelector("main form:not([data-edit-form]) [aria-invalid='true']");
wrong?.focus({ preventScroll: true });
wrong?.scrollIntoView({ block: "center" });
