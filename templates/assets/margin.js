// Where there is room beside the text, notes and figures pulled out of it stand in the margin, each beside its line. Without this,
// notes stand at the end of the page, and figures in the text.

const main = document.querySelector(".page-document main");
const related = document.querySelector(".related");
const notes = [...main.querySelectorAll(".notes li")].map((note) => [note, main.querySelector(`a[href="#${note.id}"]`)]);
const pulled = [...main.querySelectorAll(".block-pull-fact")].map((pull) => [pull, pull.nextElementSibling ?? pull.parentElement]);
const beside = [...notes.filter(([, mark]) => mark), ...pulled];
const room = matchMedia("screen and (min-width: 84rem)");
const GAP = 14; // pixels between what stands in the margin

function place() {
  document.body.classList.toggle("has-margin", room.matches);
  main.style.minHeight = "";
  if (!room.matches) return;
  for (const [one] of beside) one.classList.add("in-margin");
  const top = main.getBoundingClientRect().top;
  const wanted = beside.map(([one, line]) => [one, line.getBoundingClientRect().top - top]).sort((a, b) => a[1] - b[1]);
  const heights = new Map(wanted.map(([one]) => [one, one.getBoundingClientRect().height]));
  let free = related ? related.getBoundingClientRect().bottom - top + 2 * GAP : 0;
  for (const [one, line] of wanted) {
    free = Math.max(free, line);
    one.style.top = `${Math.round(free)}px`;
    free += heights.get(one) + GAP;
  }
  if (free > main.getBoundingClientRect().height) main.style.minHeight = `${Math.round(free)}px`;
}

let waiting;
place();
room.addEventListener("change", place);
document.fonts.ready.then(place);
new ResizeObserver(() => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(place); }).observe(main.parentElement);
