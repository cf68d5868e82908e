package io.parley.text.normalize;

import java.util.Objects;
import java.util.regex.MatchResult;

/** Four digits that are a year, and decades. */
final class Years implements Rule {

    private static final String YEAR = "(1[1-9]\\d{2}|20\\d{2})";

    private static final String BEFORE = "(?i:in|since|by|until|till|during|year|years|spring|summer|autumn|fall|winter"
            + "|early|late|mid|circa|around|class of|january|february|march|april|may|june|july|august|september|october"
            + "|november|december|copyright)";

    private final NumberWords words;

    private final Rule rules;

    Years(NumberWords words) {
        this.words = words;
        this.rules = Rule.all(
                new PatternRule("(?<![\\w.,$£€])" + YEAR + "'?s\\b",
                        (match) -> NumberWords.plural(words.year(Integer.parseInt(match.group(1))))),
                new PatternRule("(?<![\\w.,$£€])'?([2-9]0)'?s\\b",
                        (match) -> NumberWords.plural(words.cardinal(match.group(1)))),
                new PatternRule("(?<![\\w.,/$£€-])(\\d{1,4}) ?(AD|BCE?|CE)\\b",
                        (match) -> words.year(Integer.parseInt(match.group(1))) + " "
                                + String.join(" ", match.group(2).split(""))),
                new PatternRule("\\b(" + BEFORE + ",? )" + YEAR + "(?![\\w-]|[.,]\\d)",
                        (match) -> match.group(1) + words.year(Integer.parseInt(match.group(2)))),
                new PatternRule("(?<![\\w.,$£€/#-])" + YEAR + "(?![\\w-]|[.,]\\d)(?=(?: ([a-z]{1,20}+))?)",
                        this::year));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    /** Before a noun it counts, "1500 votes"; else it dates, "1984 was". */
    private String year(MatchResult match) {
        String next = Objects.requireNonNullElse(match.group(2), "");
        boolean counts = !next.isEmpty() && !FunctionWords.contain(next);
        return counts ? this.words.cardinal(match.group(1)) : this.words.year(Integer.parseInt(match.group(1)));
    }

}
