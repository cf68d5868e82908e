package io.parley.text.normalize;

import java.util.regex.MatchResult;

import io.parley.text.Accent;

/** Dates: ISO 8601, with slashes, and with the month's name. */
final class Dates implements Rule {

    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

    private static final String YEAR = "(\\d{4})";

    private final NumberWords words;

    private final Accent accent;

    private final Rule rules;

    Dates(NumberWords words, Accent accent) {
        this.words = words;
        this.accent = accent;
        this.rules = Rule.all(
                new PatternRule("(?<![\\w/.-])" + YEAR + "([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\w/-]|\\.\\d)",
                        this::yearFirst),
                new PatternRule("(?<![\\w/.-])(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\w/-]|\\.\\d)",
                        this::yearLast),
                new PatternRule("\\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\.?(?=,? (?:\\d{1,2}(?!\\d) )?"
                        + Months.WRITTEN + ")", (match) -> weekday(match.group(1))),
                new PatternRule("\\b(" + Months.WRITTEN + ") {1,3}" + DAY + ",? {1,3}" + YEAR + "(?![\\w-]|[.,]\\d)",
                        (match) -> monthFirst(match.group(1), match.group(2), match.group(3), match.group())),
                new PatternRule("(?<![\\w.,/-])(?:the {1,2})?" + DAY + "(?: of)? {1,3}(" + Months.WRITTEN + "),? {1,3}"
                        + YEAR + "(?![\\w-]|[.,]\\d)", this::dayFirst),
                new PatternRule("\\b(" + Months.WRITTEN + ") {1,3}" + DAY + "(?![\\w:-]|[.,/]\\d)",
                        (match) -> monthFirst(match.group(1), match.group(2), "", match.group())),
                new PatternRule("(?<![\\w.,/-])(?:the {1,2})?" + DAY + "(?: of)? {1,3}(" + Months.WRITTEN + ")(?!\\w)",
                        this::dayAndMonth),
                new PatternRule("\\b(" + Months.WRITTEN + "),? {1,3}" + YEAR + "(?![\\w-]|[.,]\\d)",
                        (match) -> Months.name(match.group(1)) + " " + words.year(Integer.parseInt(match.group(2)))));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private static String weekday(String written) {
        return switch (written.substring(0, 3)) {
            case "Tue" -> "Tuesday";
            case "Wed" -> "Wednesday";
            case "Thu" -> "Thursday";
            case "Sat" -> "Saturday";
            default -> written + "day";
        };
    }

    private String yearFirst(MatchResult match) {
        int year = Integer.parseInt(match.group(1));
        return said(Integer.parseInt(match.group(4)), Integer.parseInt(match.group(3)), year, match.group());
    }

    private String yearLast(MatchResult match) {
        int first = Integer.parseInt(match.group(1));
        int second = Integer.parseInt(match.group(3));
        int year = Integer.parseInt(match.group(4));
        if (match.group(4).length() == 2) {
            if (!match.group(2).equals("/")) {
                // more likely a version or a part of a number
                return match.group();
            }
            year += (year < 50) ? 2000 : 1900;
        }
        // dots are the European order; a month above twelve is a day
        boolean dayFirst = match.group(2).equals(".") || this.accent == Accent.BRITISH;
        boolean swapped = dayFirst ? second > 12 : first <= 12;
        return swapped ? said(second, first, year, match.group()) : said(first, second, year, match.group());
    }

    private String monthFirst(String month, String day, String year, String written) {
        int number = Integer.parseInt(day);
        if (number < 1 || number > 31) {
            return written;
        }
        String said = Months.name(month) + " " + this.words.ordinal(Integer.toString(number));
        return year.isEmpty() ? said : said + ", " + this.words.year(Integer.parseInt(year));
    }

    private String dayFirst(MatchResult match) {
        int day = Integer.parseInt(match.group(1));
        return (day < 1 || day > 31) ? match.group() : "the " + this.words.ordinal(Integer.toString(day)) + " of "
                + Months.name(match.group(2)) + ", " + this.words.year(Integer.parseInt(match.group(3)));
    }

    private String dayAndMonth(MatchResult match) {
        int day = Integer.parseInt(match.group(1));
        // "the 5 may be late": the verb is written small
        return (day < 1 || day > 31) ? match.group()
                : "the " + this.words.ordinal(Integer.toString(day)) + " of " + Months.name(match.group(2));
    }

    private String said(int day, int month, int year, String written) {
        if (day < 1 || day > 31 || month < 1 || month > 12) {
            return written;
        }
        String ordinal = this.words.ordinal(Integer.toString(day));
        String date = (this.accent == Accent.BRITISH) ? "the " + ordinal + " of " + Months.name(month)
                : Months.name(month) + " " + ordinal;
        return date + ", " + this.words.year(year);
    }

}
