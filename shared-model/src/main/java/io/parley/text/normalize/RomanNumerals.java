package io.parley.text.normalize;

import java.util.regex.MatchResult;

/** Roman numerals behind a name or a word that counts. */
final class RomanNumerals implements Rule {

    private static final String RULERS = "(?:Henry|Louis|Elizabeth|Charles|George|Edward|Richard|James|William|Mary|John"
            + "|Paul|Pius|Benedict|Leo|Gregory|Innocent|Clement|Urban|Alexander|Nicholas|Peter|Catherine|Frederick|Friedrich"
            + "|Wilhelm|Philip|Ferdinand|Francis|Franz|Leopold|Otto|Ivan|Napoleon|Ramses|Ramesses|Cleopatra|Ptolemy|Darius"
            + "|Xerxes|Haakon|Harald|Olav|Gustav|Carl|Karl|Margrethe|Christian|Albert|Victoria|Alfonso|Juan|Pedro|Felipe"
            + "|Theodosius|Constantine|Justinian|Boniface|Sixtus|Julius|Robert|David|Kenneth|Stephen|Rama)";

    private static final String COUNTED = "(?:[Cc]hapter|[Pp]art|[Vv]olume|[Bb]ook|[Aa]ct|[Ss]cene|[Ss]ection|[Aa]rticle"
            + "|[Pp]hase|[Tt]ype|[Ss]tage|[Gg]rade|[Ll]evel|[Ee]pisode|[Aa]ppendix|[Tt]able|[Ff]igure|[Tt]itle|[Cc]lass"
            + "|[Vv]ersion|[Ss]eason|[Nn]umber|Bowl|War|Mark|Corps|Legion|Factor|Olympiad|Fantasy|Apollo|Saturn|Rocky)";

    private final NumberWords words;

    private final Rule rules;

    RomanNumerals(NumberWords words) {
        this.words = words;
        // one letter L or C is a letter
        String numeral = " ([IVX]|[IVXLC]{2,9}+)(?![\\w'&/-]|\\.\\w)";
        this.rules = Rule.all(
                // the pronoun follows a name more often than a first of that name does
                new PatternRule("\\b(" + RULERS + ")" + numeral, (match) -> ruler(match)),
                PatternRule.constant("\\b(" + RULERS + ") I(?=[,;:)]|\\.?\\s*+$)", "$1 the first"),
                new PatternRule("\\b((?:King|Queen|Pope|Emperor|Tsar|Prince) [A-Z][a-z]{1,20})" + numeral,
                        (match) -> ruler(match)),
                new PatternRule("\\b(" + COUNTED + ")" + numeral, (match) -> counted(match)),
                new PatternRule("\\b([A-Z][a-z]{1,30}) ([IVX]{2,6}+)(?![\\w'&/-]|\\.\\w)", (match) -> counted(match)));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String ruler(MatchResult match) {
        int value = value(match.group(2));
        return (value < 2) ? match.group() : match.group(1) + " the " + this.words.ordinal(Integer.toString(value));
    }

    private String counted(MatchResult match) {
        int value = value(match.group(2));
        return (value < 1) ? match.group() : match.group(1) + " " + this.words.cardinal(value);
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
