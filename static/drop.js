// A file may be dropped anywhere on the marked region; without this script its picker does the same.
const files = (event) => Array.from(event.dataTransfer?.types || []).includes("Files");

document.querySelectorAll("[data-drop]").forEach((region) => {
  const input = region.querySelector('input[type="file"]');
  const hint = region.querySelector("[data-drop-hint]");
  const said = region.querySelector("[data-drop-said]");
  let within = 0;

  const mark = (on) => region.classList.toggle("ws-drop--over", on);
  const say = () => {
    said.textContent = input.files.length ? `Chosen: ${input.files[0].name}` : "";
  };

  hint.hidden = false;
  region.classList.add("ws-drop");
  input.addEventListener("change", say);
  region.addEventListener("dragenter", (event) => {
    if (files(event)) {
      within += 1;
      mark(true);
    }
  });
  region.addEventListener("dragleave", (event) => {
    if (files(event)) {
      within = Math.max(0, within - 1);
      mark(within > 0);
    }
  });
  region.addEventListener("dragover", (event) => {
    if (files(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    }
  });
  region.addEventListener("drop", (event) => {
    if (!files(event)) {
      return;
    }
    event.preventDefault();
    within = 0;
    mark(false);
    if (event.dataTransfer.files.length !== 1) {
      said.textContent = "Drop one file, the workbook you have filled in.";
      return;
    }
    input.files = event.dataTransfer.files;
    say();
    input.focus();
  });
});

// A file that misses the region is not opened in place of the page.
["dragover", "drop"].forEach((kind) => {
  window.addEventListener(kind, (event) => {
    if (files(event) && !event.target.closest("[data-drop]")) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    }
  });
});
