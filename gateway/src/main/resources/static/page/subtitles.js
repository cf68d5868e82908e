const COLUMNS = 42;
const LINES = 2;
/** The longest that a cue stays, in seconds. */
const LONGEST = 7;
/** A silence of so many seconds ends a cue. */
const PAUSE = 1;

/** Words with times as cues of two lines of 42 columns; a sentence ends its cue. */
export function cues(words) {
  const all = [];
  let open = null;
  for (const word of words) {
    if (open && !fits(open, word)) {
      open = null;
    }
    if (!open) {
      open = { start: word.start, end: word.end, lines: [""] };
      all.push(open);
    }
    const line = joined(open.lines.at(-1), word.word);
    if (line.length > COLUMNS && open.lines.at(-1)) {
      open.lines.push(word.word);
    } else {
      open.lines[open.lines.length - 1] = line;
    }
    open.end = word.end;
  }
  return all;
}

const joined = (line, word) => (line ? `${line} ${word}` : word);

function fits(cue, word) {
  const line = cue.lines.at(-1);
  return word.end - cue.start <= LONGEST && word.start - cue.end < PAUSE && !/[.!?…]["')”]*$/.test(line)
    && (joined(line, word.word).length <= COLUMNS || cue.lines.length < LINES);
}

export const srt = (words) => cues(words)
  .map(({ start, end, lines }, i) => `${i + 1}\n${timecode(start, ",")} --> ${timecode(end, ",")}\n${lines.join("\n")}\n`)
  .join("\n");

export const vtt = (words) => `WEBVTT\n${cues(words)
  .map(({ start, end, lines }) => `\n${timecode(start, ".")} --> ${timecode(end, ".")}\n${lines.map(escaped).join("\n")}\n`)
  .join("")}`;

const escaped = (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function timecode(seconds, point) {
  const millis = Math.round(seconds * 1000);
  const part = (value, digits) => String(Math.floor(value)).padStart(digits, "0");
  return `${part(millis / 3_600_000, 2)}:${part((millis / 60_000) % 60, 2)}:${part((millis / 1000) % 60, 2)}${point}${part(millis % 1000, 3)}`;
}
