// What Wagtail's own scripts count while somebody works ("3টি পাতা নির্বাচিত", words, comments), in Bangla digits on a
// Bangla screen. What the server sends is written so already (language.numerals); fields and an editor's words are left alone.
const PLACES = [
  "[data-bulk-action-num-objects]",
  "[data-bulk-action-num-objects-in-listing]",
  "[data-side-panel-toggle-counter]",
  "[data-content-word-count]",
  "[data-content-reading-time]",
  "[data-content-checker-count]",
].join();

function write(place) {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { nodeValue } = texts.currentNode;
    const bangla = nodeValue.replace(/[0-9]/g, (digit) => String.fromCharCode(0x9e6 + Number(digit)));
    if (bangla !== nodeValue) texts.currentNode.nodeValue = bangla;
  }
}

if (document.documentElement.lang.startsWith("bn")) {
  for (const place of document.querySelectorAll(PLACES)) {
    write(place);
    new MutationObserver(() => write(place)).observe(place, { childList: true, characterData: true, subtree: true });
  }
}
