/* A long period: asks for one month after another, shows how far it is, then opens the whole. */
(() => {
  const section = document.querySelector("[data-simulator-whole]");
  if (!section) return;
  const running = section.querySelector("[data-simulator-running]");
  const bar = running.querySelector("progress");
  const said = running.querySelector("[data-simulator-said]");
  const parts = [...section.querySelectorAll("[data-simulator-part]")];
  const digits = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "bn");
  const tell = () => {
    said.textContent = `${digits.format(bar.value)} / ${digits.format(parts.length)} ${said.dataset.text}`;
  };
  const reckon = async () => {
    running.hidden = false;
    tell();
    for (const part of parts) {
      const answer = await fetch(part.dataset.simulatorPart, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      bar.value += 1;
      tell();
    }
    location.replace(section.dataset.simulatorWhole);
  };
  reckon().catch(() => {
    running.hidden = true;
    section.querySelector("[data-simulator-failed]").hidden = false;
  });
})();
