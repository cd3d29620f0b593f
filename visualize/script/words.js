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

  /** Words as a sentence lists them: "a, b en c". */
  const list = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${say("and")} ${words.at(-1)}`);

  return { say, day, list };
}

const PLAIN = { ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ĳ: "ij" };

/** The text as it is compared: no case, no accents, single spaces. */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[łøđıßæœþĳ]/g, (letter) => PLAIN[letter]).split(/\s+/).join(" ").trim();
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

/** A button that does something. */
function press(label, attributes, action) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", action);
  return made;
}

function shortened(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
