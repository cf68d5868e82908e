package io.parley.text.normalize;

import java.util.regex.MatchResult;

/** Two numbers with a dash between them. */
final class Ranges implements Rule {

    private static final int FIRST_YEAR = 1100;

    private static final int LAST_YEAR = 2100;

    private final NumberWords words;

    private final Rule rules;

    Ranges(NumberWords words) {
        this.words = words;
        String number = "(\\d{1,12}+(?:[.,]\\d{1,6}+)?+%?)";
        this.rules = Rule.all(
                // a decade's or a season's short form
                new PatternRule("(?<![\\w.,/-])(1[1-9]\\d{2}|20\\d{2})[-–/](\\d{2})(?![\\w/-]|[.,]\\d)",
                        (match) -> words.year(Integer.parseInt(match.group(1))) + " to "
                                + words.cardinal(Integer.parseInt(match.group(2)))),
                new PatternRule("(?<![\\w.,/-])" + number + " ?[–—] ?" + number + "(?![\\d–-])", this::range),
                new PatternRule("(?<![\\w.,/-])" + number + "-" + number + "(?![\\d–-])(?!-)", this::range));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String range(MatchResult match) {
        String from = match.group(1);
        String to = match.group(2);
        if (isYear(from) && isYear(to) && from.compareTo(to) <= 0) {
            return this.words.year(Integer.parseInt(from)) + " to " + this.words.year(Integer.parseInt(to));
        }
        return from + " to " + to;
    }

    private static boolean isYear(String number) {
        if (number.length() != 4 || !number.chars().allMatch(Character::isDigit)) {
            return false;
        }
        int value = Integer.parseInt(number);
        return value >= FIRST_YEAR && value < LAST_YEAR;
    }

}
