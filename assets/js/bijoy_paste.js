// Bijoy that is pasted becomes Unicode, and the writer is told so and may have it as it was. What may be Bijoy is asked
// of the server, which alone knows the letters; everything else is pasted by the browser as ever.
const told = JSON.parse(document.querySelector("script[data-bijoy]").dataset.bijoy);
const MAY_BE = new RegExp(told.mayBe);
const FONT = /[\w]MJ\b|\bBijoy\b/i;
const ONE_LINE = ["text", "search", ""];
const PATIENCE_MS = 4000;

function fieldOf(target) {
  const field = target.closest?.("textarea, input, [contenteditable='true']");
  if (!field || field.closest("[data-keep-as-pasted]")) return null;
  if (field.matches("input") && !ONE_LINE.includes(field.getAttribute("type") ?? "")) return null;
  return field.readOnly || field.disabled ? null : field;
}

async function ask(sent) {
  const config = JSON.parse(document.getElementById("wagtail-config").textContent);
  const answer = await fetch(told.address, {
    method: "POST",
    headers: {"Content-Type": "application/json", [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN},
    body: JSON.stringify(sent),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return answer.ok ? answer.json() : {changed: false};
}

function put(field, {text, html}) {
  field.focus();
  if (!field.isContentEditable) {
    // So the browser's own undo knows of it; where it cannot, the text is set.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "insertFromPaste", data: text}));
    }
    return;
  }
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (html) clipboardData.setData("text/html", html);
  field.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData}));
}

function takeBack(field, start, converted, pasted) {
  field.focus();
  if (field.isContentEditable) {
    // The editor's own undo; then what was pasted, as it was.
    const undo = {key: "z", code: "KeyZ", keyCode: 90, which: 90, ctrlKey: true, bubbles: true, cancelable: true};
    field.dispatchEvent(new KeyboardEvent("keydown", undo));
    setTimeout(() => put(field, pasted), 50);
    return;
  }
  // A field of one line has none of the breaks that were pasted.
  const end = start + (field.matches("textarea") ? converted.length : field.selectionEnd - start);
  field.setSelectionRange(start, Math.min(end, field.value.length));
  put(field, pasted);
}

function tell(field, answer, undo) {
  const place = field.closest("[data-field], .w-field, li, p") ?? field.parentElement;
  place.querySelector(":scope > .bijoy-notice")?.remove();
  const notice = document.createElement("div");
  notice.className = "bijoy-notice";
  notice.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = told.converted;
  if (answer.doubtful?.length) words.textContent += ` ${told.doubtful} ${answer.doubtful.join(", ")}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = told.keep;
  button.addEventListener("click", () => {
    notice.remove();
    undo();
  });
  notice.append(words, " ", button);
  place.append(notice);
}

document.addEventListener(
  "paste",
  async (event) => {
    const data = event.clipboardData;
    const field = event.isTrusted && data && !data.files.length ? fieldOf(event.target) : null;
    if (!field) return;
    const pasted = {text: data.getData("text/plain"), html: data.getData("text/html")};
    if (!MAY_BE.test(pasted.text) && !FONT.test(pasted.html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const start = field.isContentEditable ? 0 : field.selectionStart;
    let answer = {changed: false};
    try {
      answer = await ask(pasted);
    } catch {
      // No answer: it is pasted as it is, and the form tells of it when it is sent.
    }
    put(field, answer.changed ? answer : pasted);
    if (answer.changed) tell(field, answer, () => takeBack(field, start, answer.text, pasted));
  },
  true,
);
