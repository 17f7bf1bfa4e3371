// Division → district → upazila: each choice narrows the next list. Without this every list is whole, in groups.
const form = document.querySelector("[data-areas]");

function narrow(list, above) {
  const all = list.everything ??= [...list.children];
  const chosen = list.value;
  const fitting = all.filter((child) => {
    if (child.tagName !== "OPTGROUP") return true;
    return !above || child.querySelector("option")?.dataset.above === above;
  });
  list.replaceChildren(...fitting);
  list.value = [...list.options].some((option) => option.value === chosen) ? chosen : "";
}

if (form) {
  const {division, district, upazila} = form.elements;
  const fit = () => {
    narrow(district, division.value);
    narrow(upazila, district.value);
  };
  // Who knows only the upazila chooses it first: what lies around it follows.
  const around = (list, inner) => {
    const above = inner.selectedOptions[0]?.dataset.above;
    if (above) list.value = above;
  };
  division.addEventListener("change", fit);
  district.addEventListener("change", () => {
    around(division, district);
    fit();
  });
  upazila.addEventListener("change", () => {
    around(district, upazila);
    around(division, district);
    fit();
  });
  fit();
}
