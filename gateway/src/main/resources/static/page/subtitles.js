// Cues as the server cuts them for the formats srt and vtt, so that it need not be asked once more.

const COLUMNS = 42;
const LINES = 2;

/** Ideographs and their like take two columns. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Where a line may end if no words are told: at a space, and around what is written without. */
const BREAKABLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\p{P}*\s*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+\s*/gu;

/**
 * Cues of at most two lines of 42 columns, each within its segment.
 * @param words as {@link timedWords} gives them
 * @returns {{start: number, end: number, lines: string[]}[]} in milliseconds, one after another
 */
function cues(words) {
  const all = [];
  let free = 0;
  for (const segment of segmentsOf(words)) {
    const lines = balanced(segment);
    for (let first = 0; first < lines.length; first += LINES) {
      const shown = lines.slice(first, first + LINES);
      const start = Math.max(milliseconds(shown[0][0].start), free);
      // players drop what is shown for no time
      free = Math.max(milliseconds(shown.at(-1).at(-1).end), start + 1);
      all.push({ start, end: free, lines: shown.map((line) => line.map(({ text }) => text).join("").trim()) });
    }
  }
  return all;
}

const milliseconds = (seconds) => Math.round(seconds * 1000);

/** What is spoken, by segments; one that is a word as a whole is cut as if it were spoken evenly. */
function segmentsOf(words) {
  const all = [];
  for (const { word, space, start, end, segment } of words) {
    if (all.at(-1)?.segment !== segment) {
      all.push({ segment, words: [] });
    }
    all.at(-1).words.push({ text: word + space, start, end });
  }
  return all.map(({ words: spoken }) => {
    spoken.at(-1).text = spoken.at(-1).text.trim();
    return spoken.length === 1 ? cut(spoken[0]) : spoken;
  }).filter((spoken) => spoken.length > 0);
}

function cut({ text, start, end }) {
  const perColumn = (end - start) / Math.max(1, columns(text));
  let at = start;
  return (text.match(BREAKABLE) ?? []).map((piece) => ({ text: piece, start: at, end: (at += perColumn * columns(piece)) }));
}

const columns = (text) => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);

/** Lines of about the same length. */
function balanced(words) {
  const lines = [];
  for (let from = 0; from < words.length; from += lines.at(-1).length) {
    lines.push(words.slice(from, lineEnd(words, from)));
  }
  return lines;
}

function lineEnd(words, from) {
  const left = words.slice(from).reduce((sum, { text }) => sum + columns(text), 0);
  const ideal = left / Math.ceil(left / COLUMNS);
  let width = columns(words[from].text);
  let to = from + 1;
  for (; to < words.length; to++) {
    const wider = width + columns(words[to].text);
    if (wider - ideal > ideal - width || width + columns(words[to].text.trimEnd()) > COLUMNS) {
      break;
    }
    width = wider;
  }
  return to;
}

/** The format knows no escapes, and readers take an arrow for a line of times. */
export const srt = (words) => cues(words)
  .map((cue, i) => `${i + 1}\n${file(cue, ",", (line) => line.replaceAll("-->", "->"))}`)
  .join("");

export const vtt = (words) => `WEBVTT\n\n${cues(words).map((cue) => file(cue, ".", escaped)).join("")}`;

const file = ({ start, end, lines }, point, written) => `${timecode(start, point)} --> ${timecode(end, point)}\n${lines.map(written).join("\n")}\n\n`;

const escaped = (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function timecode(millis, point) {
  const part = (value, digits) => String(Math.floor(value)).padStart(digits, "0");
  return `${part(millis / 3_600_000, 2)}:${part((millis / 60_000) % 60, 2)}:${part((millis / 1000) % 60, 2)}${point}${part(millis % 1000, 3)}`;
}
