// A slider over time: days on which something was told, or the years of the stories.

function sliderOf(map, { say, day }, state, change) {
  const strip = document.getElementById("time");
  const range = document.getElementById("moment");
  const label = document.getElementById("moment-label");

  const years = () => state.view === "time";
  const last = () => (years() ? map.time.last : map.days.length - 1);
  const first = () => (years() ? map.time.first : 0);

  const words = () => {
    const at = Number(range.value);
    if (years()) return at === last() ? say("time.all") : say("time.until", { year: String(at) });
    return at === last() ? say("days.all", { date: day(map.days[at]) }) : say("days.until", { date: day(map.days[at]) });
  };

  function show() {
    const shown = years() || (map.days.length > 1 && (state.view === "network" || state.view === "ground"));
    strip.hidden = !shown;
    if (!shown) return;
    range.min = first();
    range.max = last();
    range.value = (years() ? state.year : state.day) ?? last();
    label.textContent = words();
    range.setAttribute("aria-valuetext", words());
  }

  range.addEventListener("input", () => {
    const at = Number(range.value);
    const value = at === last() ? null : at;
    change(years() ? { year: value } : { day: value }, { together: "slider" });
  });
  return { show };
}
