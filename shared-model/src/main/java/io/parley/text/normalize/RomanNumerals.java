package io.parley.text.normalize;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Roman numerals behind a name or a word that counts. */
final class RomanNumerals implements Rule {

    private static final Set<String> RULERS = Set.of("Henry", "Louis", "Elizabeth", "Charles", "George", "Edward",
            "Richard", "James", "William", "Mary", "John", "Paul", "Pius", "Benedict", "Leo", "Gregory", "Innocent",
            "Clement", "Urban", "Alexander", "Nicholas", "Peter", "Catherine", "Frederick", "Friedrich", "Wilhelm",
            "Philip", "Ferdinand", "Francis", "Franz", "Leopold", "Otto", "Ivan", "Napoleon", "Ramses", "Ramesses",
            "Cleopatra", "Ptolemy", "Darius", "Xerxes", "Haakon", "Harald", "Olav", "Gustav", "Carl", "Karl",
            "Margrethe", "Christian", "Albert", "Victoria", "Alfonso", "Juan", "Pedro", "Felipe", "Theodosius",
            "Constantine", "Justinian", "Boniface", "Sixtus", "Julius", "Robert", "David", "Kenneth", "Stephen",
            "Rama");

    private static final Set<String> TITLES = Set.of("King", "Queen", "Pope", "Emperor", "Tsar", "Prince");

    private static final Set<String> COUNTED = Set.of("chapter", "part", "volume", "book", "act", "scene", "section",
            "article", "phase", "type", "stage", "grade", "level", "episode", "appendix", "table", "figure", "title",
            "class", "version", "season", "number", "bowl", "war", "mark", "corps", "legion", "factor", "olympiad",
            "fantasy", "apollo", "saturn", "rocky");

    private static final Pattern NUMERAL = Pattern.compile(" ([IVXLC]{1,9}+)(?![\\w'&/-]|\\.\\w)");

    /** How far back a name may start. */
    private static final int LONGEST_WORD = 30;

    private final NumberWords words;

    RomanNumerals(NumberWords words) {
        this.words = words;
    }

    @Override
    public String apply(String text) {
        Matcher matcher = NUMERAL.matcher(text);
        StringBuilder result = new StringBuilder(text.length());
        while (matcher.find()) {
            String said = said(text, matcher.start(), matcher.group(1), matcher.end());
            matcher.appendReplacement(result, (said == null) ? "$0" : " " + said);
        }
        return matcher.appendTail(result).toString();
    }

    private @Nullable String said(String text, int at, String numeral, int end) {
        String before = wordBefore(text, at);
        int value = value(numeral);
        if (value == 0 || before.isEmpty()) {
            return null;
        }
        boolean letter = numeral.equals("L") || numeral.equals("C");
        if (COUNTED.contains(before.toLowerCase(Locale.ROOT))) {
            return letter ? null : this.words.cardinal(value);
        }
        boolean named = Character.isUpperCase(before.charAt(0)) && before.length() > 1;
        boolean ruler = RULERS.contains(before) || named && TITLES.contains(wordBefore(text, at - before.length() - 1));
        if (ruler && !letter) {
            // the pronoun follows a name more often than a first of that name does
            boolean closed = end == text.length() || ".,;:)".indexOf(text.charAt(end)) >= 0;
            return (value > 1 || closed) ? "the " + this.words.ordinal(Integer.toString(value)) : null;
        }
        boolean small = numeral.length() > 1 && numeral.indexOf('L') < 0 && numeral.indexOf('C') < 0;
        return (named && small && before.chars().skip(1).allMatch(Character::isLowerCase)) ? this.words.cardinal(value)
                : null;
    }

    private static String wordBefore(String text, int end) {
        int start = Math.max(0, end);
        while (start > 0 && end - start < LONGEST_WORD && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, Math.max(0, end));
    }

    /** What a numeral counts, 0 if it is none in its usual form. */
    private static int value(String numeral) {
        int value = 0;
        for (int i = 0; i < numeral.length(); i++) {
            int digit = digit(numeral.charAt(i));
            boolean before = i + 1 < numeral.length() && digit < digit(numeral.charAt(i + 1));
            value += before ? -digit : digit;
        }
        return (value > 0 && written(value).equals(numeral)) ? value : 0;
    }

    private static int digit(char letter) {
        return switch (letter) {
            case 'I' -> 1;
            case 'V' -> 5;
            case 'X' -> 10;
            case 'L' -> 50;
            default -> 100;
        };
    }

    private static String written(int value) {
        String[] symbols = { "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I" };
        int[] worths = { 100, 90, 50, 40, 10, 9, 5, 4, 1 };
        StringBuilder numeral = new StringBuilder();
        int rest = value;
        for (int i = 0; i < worths.length; i++) {
            while (rest >= worths[i]) {
                numeral.append(symbols[i]);
                rest -= worths[i];
            }
        }
        return numeral.toString();
    }

}
