package io.parley.whisper.alignment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.parley.speech.TranscriptToken;

/**
 * Puts a text's tokens together to words. A word begins with a space; punctuation stands
 * alone, to be joined to its word later. Languages that are written without spaces are
 * cut wherever whole characters end.
 */
final class WordSplitter {

    private static final Set<String> WITHOUT_SPACES = Set.of("zh", "ja", "th", "lo", "my", "yue");

    private static final String ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /** A character of UTF-8 has at most so many bytes. */
    private static final int LONGEST_CHARACTER = 4;

    private final boolean spaces;

    WordSplitter(String language) {
        this.spaces = !WITHOUT_SPACES.contains(language);
    }

    /** The words of a text; together they hold every token once. */
    List<WordSpan> split(List<TranscriptToken> tokens) {
        List<WordSpan> pieces = wholeCharacters(tokens);
        if (!this.spaces) {
            return pieces;
        }
        List<WordSpan> words = new ArrayList<>();
        for (WordSpan piece : pieces) {
            words.add(piece);
            if (words.size() > 1 && !beginsWord(piece.text())) {
                joinLast(words);
                // a mark inside a word, as in "3.5" and "well-known"
                if (words.size() > 1 && !words.getLast().text().startsWith(" ")) {
                    joinLast(words);
                }
            }
        }
        return words;
    }

    private static void joinLast(List<WordSpan> words) {
        WordSpan last = words.removeLast();
        WordSpan before = words.removeLast();
        words.add(new WordSpan(before.text() + last.text(), before.firstToken(),
                before.tokenCount() + last.tokenCount()));
    }

    private static boolean beginsWord(String piece) {
        String bare = piece.strip();
        return piece.startsWith(" ")
                || (!bare.isEmpty() && bare.chars().allMatch((c) -> ASCII_PUNCTUATION.indexOf(c) >= 0));
    }

    /** The fewest tokens at a time that spell whole characters. */
    private static List<WordSpan> wholeCharacters(List<TranscriptToken> tokens) {
        List<WordSpan> pieces = new ArrayList<>();
        ByteArrayOutputStream open = new ByteArrayOutputStream();
        int first = 0;
        for (int i = 0; i < tokens.size(); i++) {
            open.writeBytes(tokens.get(i).bytes());
            byte[] bytes = open.toByteArray();
            if (i + 1 == tokens.size() || !endsInsideCharacter(bytes)) {
                pieces.add(new WordSpan(new String(bytes, StandardCharsets.UTF_8), first, i + 1 - first));
                open.reset();
                first = i + 1;
            }
        }
        return pieces;
    }

    /** Whether more bytes could complete the last character. */
    private static boolean endsInsideCharacter(byte[] bytes) {
        for (int back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
            int lead = bytes[bytes.length - back] & 0xff;
            if (lead < 0x80) {
                return false;
            }
            if (lead >= 0xc0) {
                return back < length(lead);
            }
        }
        return false;
    }

    private static int length(int lead) {
        return (lead >= 0xf0) ? 4 : (lead >= 0xe0) ? 3 : 2;
    }

}
