// How far a bundle is, asked every few seconds; once it is made, or has failed, the page is loaded anew. Without this
// script a link looks again: a page that turns itself over takes the reader's place away.
const place = document.querySelector("[data-bundle]");
const EVERY = 2000;

async function look() {
  try {
    const told = await (await fetch(place.dataset.bundle, { headers: { Accept: "application/json" } })).json();
    if (!told.is_under_way) return location.reload();
    place.querySelector("[data-bundle-text]").textContent = told.text;
    place.querySelector("[data-bundle-done]").value = told.done;
  } catch {
    // The network is away for a moment: ask again.
  }
  setTimeout(look, EVERY);
}

if (place) setTimeout(look, EVERY);
