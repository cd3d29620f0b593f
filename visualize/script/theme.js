// The looks of the page: the chosen theme, or what the reader's screen asks for.

function themeOf({ chosen, themes }, changed) {
  const byName = new Map(themes.map((theme) => [theme.name, theme]));
  const asks = (query) => matchMedia(query).matches;
  const wanted = () => {
    if (chosen !== "auto") return chosen;
    if (asks("(prefers-contrast: more)") || asks("(forced-colors: active)")) return "contrast";
    return asks("(prefers-color-scheme: dark)") ? "dark" : themes[0].name;
  };
  const look = {};

  function wear(name) {
    const worn = byName.get(name) ?? themes[0];
    Object.assign(look, worn);
    document.documentElement.dataset.theme = worn.name;
  }
  wear(wanted());
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(query).addEventListener("change", () => { wear(wanted()); changed(); });
  }

  return {
    look,
    names: themes.map(({ name }) => name),
    choose(name) { chosen = name; wear(wanted()); changed(); },
    /** On paper it is always the first, light theme. */
    paper(on) { wear(on ? themes[0].name : wanted()); changed(); },
  };
}
