package io.parley.text.phonemes;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a sentence into words and punctuation. */
final class TokenReader {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final String[] DIGITS = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine" };

    private static final List<String> ELISIONS = List.of("'n'", "'tis", "'twas", "'twere", "'em", "'cause", "'twill",
            "'neath");

    List<Token> read(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher escapes = PhonemeEscape.PATTERN.matcher(text);
        int from = 0;
        while (escapes.find()) {
            if (PhonemeEscape.isEscape(escapes.group(2))) {
                plain(text.substring(from, escapes.start()), tokens);
                boolean spaced = escapes.start() > 0 && Character.isWhitespace(text.charAt(escapes.start() - 1));
                tokens.add(new Token.Escaped(escapes.group(1), escapes.group(2), spaced));
                from = escapes.end();
            }
        }
        plain(text.substring(from), tokens,
                from > 0 && from < text.length() && Character.isWhitespace(text.charAt(from)));
        return tokens;
    }

    private static void plain(String text, List<Token> tokens) {
        plain(text, tokens, false);
    }

    private static void plain(String written, List<Token> tokens, boolean startsSpaced) {
        String text = latin(written);
        boolean spaced = startsSpaced;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            int elided = (c == '\'') ? elision(text, i) : 0;
            if (Character.isLetter(c) || elided > 0) {
                end = (elided > 0) ? i + elided : wordEnd(text, i + 1);
                tokens.add(new Token.Word(text.substring(i, end), spaced));
                spaced = false;
            }
            else if (c >= '0' && c <= '9') {
                tokens.add(new Token.Word(DIGITS[c - '0'], !tokens.isEmpty()));
                spaced = true;
            }
            else if (Character.isWhitespace(c)) {
                spaced = true;
            }
            else {
                spaced = sign(c, tokens, spaced);
            }
            i = end;
        }
    }

    private static boolean sign(char c, List<Token> tokens, boolean spaced) {
        String said = switch (c) {
            case '&' -> "and";
            case '%' -> "percent";
            case '+' -> "plus";
            case '@' -> "at";
            case '=' -> "equals";
            default -> "";
        };
        if (!said.isEmpty()) {
            tokens.add(new Token.Word(said, !tokens.isEmpty()));
            return true;
        }
        if (c == '–') {
            tokens.add(new Token.Mark("—", spaced));
            return false;
        }
        if (";:,.!?—…\"()“”".indexOf(c) >= 0) {
            tokens.add(new Token.Mark(Character.toString(c), spaced));
            return false;
        }
        return true;
    }

    /**
     * The length of a word that opens with an apostrophe for letters left out; else 0.
     */
    private static int elision(String text, int at) {
        for (String word : ELISIONS) {
            int end = at + word.length();
            boolean bounded = end >= text.length() || !Character.isLetter(text.charAt(end));
            if (bounded && text.regionMatches(true, at, word, 0, word.length())) {
                return word.length();
            }
        }
        return 0;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean joins = (c == '\'' || c == '-') && end + 1 < text.length()
                    && Character.isLetter(text.charAt(end + 1));
            boolean possessive = c == '\'' && Character.toLowerCase(text.charAt(end - 1)) == 's'
                    && (end + 1 == text.length() || text.charAt(end + 1) == ' ') && end - from < 40;
            if (!Character.isLetter(c) && !joins && !possessive) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Latin letters without their marks, one kind of apostrophe. */
    private static String latin(String text) {
        if (text.chars().allMatch((c) -> c < 0x80)) {
            return text;
        }
        String plain = MARKS
            .matcher(Normalizer.normalize(text.replace('’', '\'').replace('‑', '-').replace("…", "\u2026"),
                    Normalizer.Form.NFD))
            .replaceAll("");
        return plain.replace("ß", "ss")
            .replace("ø", "o")
            .replace("Ø", "O")
            .replace("æ", "ae")
            .replace("Æ", "Ae")
            .replace("œ", "oe")
            .replace("Œ", "Oe")
            .replace("ł", "l")
            .replace("Ł", "L")
            .replace("đ", "d")
            .replace("Đ", "D")
            .replace("þ", "th")
            .replace("Þ", "Th")
            .replace("ð", "th")
            .replace("ı", "i");
    }

}
