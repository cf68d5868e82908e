package io.parley.live;

import java.lang.Character.UnicodeScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptWord;
import io.parley.speech.Transcription;

/**
 * Takes a transcription apart into words, with times where there are any.
 */
final class LiveWords {

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.MYANMAR, UnicodeScript.KHMER);

    private LiveWords() {
    }

    /** The words of a transcription of the tail. */
    static List<LiveWord> of(Transcription transcription) {
        // by how many characters, spaces aside, come before the place where it ends
        Map<Integer, TranscriptWord> words = new HashMap<>();
        Map<Integer, Duration> segmentEnds = new HashMap<>();
        int letters = 0;
        for (TranscriptSegment segment : transcription.segments()) {
            int inside = letters;
            for (TranscriptWord word : segment.words()) {
                inside += letters(word.text());
                words.put(inside, word);
            }
            letters += letters(segment.text());
            segmentEnds.put(letters, segment.end());
        }
        List<LiveWord> all = new ArrayList<>();
        int before = 0;
        for (Piece piece : pieces(transcription.text())) {
            before += letters(piece.text());
            @Nullable TranscriptWord word = words.get(before);
            @Nullable Duration segmentEnd = segmentEnds.get(before);
            @Nullable Duration end = (word != null) ? word.end() : segmentEnd;
            all.add(new LiveWord(piece.text(), piece.spaced(), word, (end != null) ? Samples.in(end) : -1,
                    segmentEnd != null));
        }
        return all;
    }

    private static int letters(String text) {
        return Math.toIntExact(text.codePoints().filter((c) -> !Character.isWhitespace(c)).count());
    }

    private static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean spaced = true;
        int previous = ' ';
        for (int character : text.codePoints().toArray()) {
            boolean space = Character.isWhitespace(character);
            boolean ends = space || standsAlone(character)
                    || (standsAlone(previous) && Character.isLetterOrDigit(character));
            if (ends && !word.isEmpty()) {
                pieces.add(new Piece(word.toString(), spaced));
                word.setLength(0);
                spaced = false;
            }
            if (space) {
                spaced = true;
            }
            else {
                word.appendCodePoint(character);
            }
            previous = character;
        }
        if (!word.isEmpty()) {
            pieces.add(new Piece(word.toString(), spaced));
        }
        return pieces;
    }

    private static boolean standsAlone(int character) {
        return Character.isLetter(character) && WITHOUT_SPACES.contains(UnicodeScript.of(character));
    }

    /** Whether a text that follows another needs a space between. */
    static boolean needsSpace(CharSequence before, String after) {
        return !before.isEmpty() && !(standsAlone(Character.codePointBefore(before, before.length()))
                || standsAlone(after.codePointAt(0)));
    }

    /**
     * A word.
     *
     * @param text without space
     * @param spaced whether a space comes before it
     */
    private record Piece(String text, boolean spaced) {
    }

}
