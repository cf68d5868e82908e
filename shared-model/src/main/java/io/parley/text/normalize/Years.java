package io.parley.text.normalize;

import java.util.Objects;
import java.util.regex.MatchResult;

/** Four digits that are a year. */
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
                new PatternRule("(?<![\\w.,/$£€-])(\\d{1,4}) ?(AD|BCE?|CE)\\b",
                        (match) -> words.year(Integer.parseInt(match.group(1))) + " "
                                + String.join(" ", match.group(2).split(""))),
                new PatternRule("\\b(" + BEFORE + ",? )(1\\d{3}|20\\d{2})(?![\\w-]|[.,]\\d)",
                        (match) -> match.group(1) + words.year(Integer.parseInt(match.group(2)))),
                new PatternRule("(\\b[Tt]he )?(?<![\\w.,$£€/#-])" + YEAR + "(?![\\w-]|[.,]\\d)(?=(?: ([a-z]{1,20}+))?)",
                        this::year));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    /** Before a noun it may count, "1500 votes"; else it dates, "1984 was". */
    private String year(MatchResult match) {
        String the = Objects.requireNonNullElse(match.group(1), "");
        int number = Integer.parseInt(match.group(2));
        String next = Objects.requireNonNullElse(match.group(3), "");
        boolean noun = !next.isEmpty() && !FunctionWords.contain(next);
        // "the 2010 census" and "2010 census data", but "2010 votes"
        boolean modern = number >= 1900 && number != 2000 && (!the.isEmpty() || !isPlural(next));
        return the + ((noun && !modern) ? this.words.cardinal(number) : this.words.year(number));
    }

    private static boolean isPlural(String noun) {
        return noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us") && !noun.endsWith("is")
                || noun.equals("people") || noun.endsWith("men") || noun.equals("children");
    }

}
