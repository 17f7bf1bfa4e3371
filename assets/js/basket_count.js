// How many things lie in the basket arrives apart, so that the page itself is the same for everyone.
export async function countBasket() {
  const basket = document.querySelector("[data-basket-count]");
  if (!basket) return;
  try {
    const answer = await fetch(basket.dataset.basketCount, {headers: {Accept: "application/json"}});
    if (!answer.ok) return;
    const {count} = await answer.json();
    let badge = basket.querySelector(".reach__count");
    if (!count) {
      badge?.remove();
      return;
    }
    if (!badge) {
      badge = document.createElement("span");
      badge.className = "reach__count";
      basket.append(badge);
    }
    badge.textContent = new Intl.NumberFormat(document.documentElement.lang).format(count);
  } catch {
    // no network: the link to the basket still works
  }
}
