// The design system's own behaviour, and the progress of background work.
import { initAll } from "./govuk-frontend.min.js";

initAll();

const PAUSE = 1500; // milliseconds between two questions
const LONGEST_PAUSE = 15000;

function show(region, job) {
  const bar = region.querySelector("progress");
  const words = region.querySelector("[data-progress-words]");
  if (bar && typeof job.progress === "number") {
    bar.value = job.progress;
    bar.textContent = `${job.progress}%`;
  }
  const said = job.message || "";
  if (words && words.textContent !== said) {
    words.textContent = said;
  }
}

// Asks again, ever more rarely after a failure, until the work is done or has failed;
// then the page is fetched once more, and the server says how it went.
async function follow(region, pause) {
  let next = pause;
  try {
    const answer = await fetch(region.dataset.progressUrl, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const job = await answer.json();
    show(region, job);
    if (job.status === "done" || job.status === "failed") {
      window.location.reload();
      return;
    }
    next = PAUSE;
  } catch {
    next = Math.min(pause * 2, LONGEST_PAUSE);
  }
  window.setTimeout(() => follow(region, next), next);
}

document.querySelectorAll("[data-progress-url]").forEach((region) => {
  window.setTimeout(() => follow(region, PAUSE), PAUSE);
});

// A table that fits is no stop for the keyboard; one that scrolls is.
function markScrolling() {
  document.querySelectorAll(".ws-scroll").forEach((region) => {
    const scrolls =
      region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
    if (scrolls) {
      region.setAttribute("tabindex", "0");
    } else {
      region.removeAttribute("tabindex");
    }
  });
}

markScrolling();
window.addEventListener("resize", markScrolling);
document.addEventListener("toggle", markScrolling, true);

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
