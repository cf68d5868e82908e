package io.parley.text.normalize;

import java.util.StringJoiner;

import io.parley.text.Accent;

/**
 * Numbers in English words.
 */
final class NumberWords {

    /**
     * A comma or point inside is part of the number; group 0 is fit for {@link #number}.
     */
    static final String LITERAL = "(?:\\d{1,3}(?:,\\d{3}){1,11}(?![\\d])|\\d{1,60}+)(?:\\.\\d{1,60}+)?+";

    /** Beyond it, digits are said one by one: the names run out. */
    private static final int LONGEST = 36;

    private static final String[] ONES = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
            "nineteen" };

    private static final String[] TENS = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
            "ninety" };

    private static final String[] POWERS = { "", " thousand", " million", " billion", " trillion", " quadrillion",
            " quintillion", " sextillion", " septillion", " octillion", " nonillion", " decillion" };

    private final String and;

    NumberWords(Accent accent) {
        this.and = (accent == Accent.BRITISH) ? " and " : " ";
    }

    /** A number as written: digits, perhaps with grouping commas and a decimal point. */
    String number(String literal) {
        String plain = literal.replace(",", "");
        int point = plain.indexOf('.');
        if (point < 0) {
            boolean code = plain.length() > 1 && plain.startsWith("0");
            return code ? digits(plain, "zero") : cardinal(plain);
        }
        String fraction = "point " + digits(plain.substring(point + 1), "zero");
        return (point == 0) ? fraction : cardinal(plain.substring(0, point)) + " " + fraction;
    }

    String cardinal(long value) {
        return cardinal(Long.toString(value));
    }

    /** A cardinal number of any length; digit by digit where names run out. */
    String cardinal(String digits) {
        if (digits.length() > LONGEST) {
            return digits(digits, "zero");
        }
        StringJoiner words = new StringJoiner(" ");
        int groups = (digits.length() + 2) / 3;
        String padded = "0".repeat(groups * 3 - digits.length()) + digits;
        for (int group = 0; group < groups; group++) {
            int value = Integer.parseInt(padded.substring(3 * group, 3 * group + 3));
            int power = groups - 1 - group;
            if (value != 0) {
                boolean tail = power == 0 && value < 100 && words.length() > 0;
                words.add((tail ? this.and.stripLeading() : "") + belowThousand(value) + POWERS[power]);
            }
        }
        return (words.length() == 0) ? ONES[0] : words.toString();
    }

    private String belowThousand(int value) {
        if (value < 100) {
            return belowHundred(value);
        }
        String hundreds = ONES[value / 100] + " hundred";
        return (value % 100 == 0) ? hundreds : hundreds + this.and + belowHundred(value % 100);
    }

    private static String belowHundred(int value) {
        if (value < 20) {
            return ONES[value];
        }
        return TENS[value / 10] + ((value % 10 == 0) ? "" : "-" + ONES[value % 10]);
    }

    String ordinal(String digits) {
        String cardinal = cardinal(digits);
        int last = Math.max(cardinal.lastIndexOf(' '), cardinal.lastIndexOf('-')) + 1;
        String word = cardinal.substring(last);
        String ordinal = switch (word) {
            case "one" -> "first";
            case "two" -> "second";
            case "three" -> "third";
            case "five" -> "fifth";
            case "eight" -> "eighth";
            case "nine" -> "ninth";
            case "twelve" -> "twelfth";
            default -> word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
        };
        return cardinal.substring(0, last) + ordinal;
    }

    /** A year of one to four digits, in pairs where people say pairs. */
    String year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (year < 1000 || year > 9999 || century % 10 == 0 && rest < 10) {
            return cardinal(year);
        }
        if (rest == 0) {
            return belowHundred(century) + " hundred";
        }
        return belowHundred(century) + ((rest < 10) ? " oh " : " ") + belowHundred(rest);
    }

    /** A plural: decades, and fractions' denominators. */
    static String plural(String words) {
        return words.endsWith("y") ? words.substring(0, words.length() - 1) + "ies"
                : words + (words.endsWith("x") ? "es" : "s");
    }

    /** Digit by digit; whatever is no digit is left out. */
    String digits(String digits, String zero) {
        StringJoiner words = new StringJoiner(" ");
        digits.chars()
            .filter((c) -> c >= '0' && c <= '9')
            .mapToObj((c) -> (c == '0') ? zero : ONES[c - '0'])
            .forEach(words::add);
        return words.toString();
    }

}
