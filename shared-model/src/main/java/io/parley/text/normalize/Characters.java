package io.parley.text.normalize;

import java.text.Normalizer;

/**
 * Characters down to those that the other rules know: composed, one kind of space, one
 * apostrophe, no emoji, no control or private characters.
 */
final class Characters implements Rule {

    private static final int KEYCAP = 0x20E3;

    @Override
    public String apply(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder result = new StringBuilder(composed.length());
        composed.codePoints().forEach((c) -> append(result, c));
        return result.toString();
    }

    private static void append(StringBuilder result, int c) {
        switch (c) {
            case '\n' -> result.append('\n');
            case '\r', 0x200B, 0x200C, 0x200D, 0xFEFF, 0x00AD, 0xFE0E, 0xFE0F, KEYCAP, 0xFFFD, '®', '™', '℠' -> {
            }
            case 0x2028, 0x2029, 0x85, '\f', 0x0B -> result.append('\n');
            case '‘', '’', 'ʼ', '´', '′' -> result.append('\'');
            case '″', '„', '‟', '«', '»' -> result.append('"');
            case '‐', '‑' -> result.append('-');
            case '−' -> result.append('-');
            case '―', '⸺' -> result.append('—');
            case '•', '◦', '‣', '▪', '●' -> result.append("- ");
            case '‼' -> result.append('!');
            case '。' -> result.append('.');
            case '℃' -> result.append("°C");
            case '℉' -> result.append("°F");
            case '©' -> result.append(" copyright ");
            case '→', '⇒', '➔' -> result.append(" to ");
            default -> appendOther(result, c);
        }
    }

    private static void appendOther(StringBuilder result, int c) {
        if (isEmoji(c)) {
            // words on both sides of an emoji are two words
            result.append(' ');
        }
        else if (c >= 0xFF01 && c <= 0xFF5E) {
            // full-width forms of ASCII
            result.append((char) (c - 0xFF01 + '!'));
        }
        else if (c >= 0xFB00 && c <= 0xFB06) {
            // ligatures
            result.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
        }
        else if (Character.isSpaceChar(c) || c == '\t') {
            result.append(' ');
        }
        else if (isWritten(c)) {
            result.appendCodePoint(c);
        }
    }

    private static boolean isEmoji(int c) {
        return c > 0xFF && (Character.isExtendedPictographic(c) || Character.isEmojiPresentation(c))
                || Character.isEmojiModifier(c) || c >= 0x1F1E6 && c <= 0x1F1FF || c >= 0xE0000 && c <= 0xE007F;
    }

    private static boolean isWritten(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.PRIVATE_USE
                && type != Character.SURROGATE && type != Character.UNASSIGNED;
    }

}
