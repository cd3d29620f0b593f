// Sentences from the catalogue, dates, and how words are compared.

function speaker(map) {
  const days = new Intl.DateTimeFormat(map.language, { dateStyle: "long", timeZone: "UTC" });

  function say(key, values = {}) {
    let entry = map.words[key];
    if (typeof entry === "object") entry = values.n === 1 ? entry.one : entry.other;
    return entry.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? value.toLocaleString(map.language) : value;
    });
  }

  const day = (iso) => days.format(new Date(`${iso}T00:00:00Z`));
  return { say, day };
}

/** The text as it is compared: no case, no accents, single spaces. */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).join(" ").trim();
}

/** An element with text and attributes; text never becomes markup. */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...content);
  return made;
}

function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
