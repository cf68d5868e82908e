/**
 * The words of an answer with times, in order: each with the space that follows it, since some languages write without,
 * and with the number of its segment. Where the model does not tell the times of words, whole segments stand for them.
 * @param {{words?: {word: string, start: number, end: number}[], segments: {text: string, start: number, end: number}[]}} answer
 * @returns {{word: string, space: string, start: number, end: number, segment: number}[]}
 */
export function timedWords({ words, segments }) {
  const texts = segments.map(({ text }) => text.replace(/\s+/g, " "));
  return (words?.length && placed(words, texts)) || segments.map(({ start, end }, segment) => spaced({ text: texts[segment], start, end, segment }, texts));
}

/** Finds each word in the texts; null if they are not made of these words. */
function placed(words, texts) {
  const found = [];
  let segment = 0;
  let begin = 0;
  let end = 0;
  for (const { word, start, end: over } of words) {
    let at = texts[segment].indexOf(word, end);
    while (at < 0 && segment + 1 < texts.length) {
      close(texts[segment].length);
      segment++;
      begin = end = 0;
      at = texts[segment].indexOf(word);
    }
    if (at < 0) {
      return null;
    }
    close(at);
    end = at + word.length;
    found.push({ start, end: over, segment });
  }
  close(texts[segment].length);
  return found.map((each) => spaced(each, texts));

  /** Gives the word before what stands up to a place in its segment; what stands before the first word goes with it. */
  function close(to) {
    const last = found.at(-1);
    if (last?.segment === segment) {
      last.text = texts[segment].slice(begin, to);
      begin = to;
    }
  }
}

function spaced({ text, ...when }, texts) {
  const ends = text.endsWith(" ") || texts[when.segment + 1]?.startsWith(" ");
  return { word: text.trim(), space: ends ? " " : "", ...when };
}
