package io.parley.text.normalize;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ordinals, versions, and every digit that no other rule took. */
final class Numbers implements Rule {

    private static final Pattern DOT = Pattern.compile("\\.");

    private final NumberWords words;

    private final Rule rules;

    Numbers(NumberWords words) {
        this.words = words;
        this.rules = Rule.all(
                new PatternRule("(?<![\\w.])(\\d{1,3}(?:,\\d{3}){1,6}|\\d{1,30}+)(?:st|nd|rd|th)\\b",
                        (match) -> words.ordinal(match.group(1).replace(",", ""))),
                PatternRule.constant("(?<![^\\s(\"“])(?:#|№ ?)(?=\\d)", "number "),
                PatternRule.constant("(?<=\\d)[x×](?=\\d)", " by "),
                // versions and network addresses
                new PatternRule("(?<![\\d.])v?(\\d{1,6}(?:\\.\\d{1,6}){2,5})(?![\\d]|\\.\\d)", this::dotted),
                PatternRule.constant(":(?=\\d{2,5}\\b)(?<=dot [a-z -]{3,40}:)", " port "),
                PatternRule.constant("(?<![\\d:.])(\\d{1,4}):(\\d{1,4})(?![\\d:])", "$1 to $2"),
                PatternRule.constant("(?<=\\d)[xX](?=\\s[a-z])", " times"),
                PatternRule.constant("\\^2(?<=\\w\\^2)(?!\\w)", " squared"),
                PatternRule.constant("\\^3(?<=\\w\\^3)(?!\\w)", " cubed"),
                PatternRule.constant("\\^(?<=\\w\\^)(?=[\\dn(-])", " to the power of "),
                new PatternRule("[-+](?=\\.?\\d)(?<=(?:[\\s(]|^)[-+])",
                        (match) -> match.group().equals("-") ? "minus " : "plus "),
                // letters and digits of one name
                PatternRule.constant("(?<=[A-Za-z])-?(?=\\d)", " "),
                new PatternRule("(?<![\\d.,])" + NumberWords.LITERAL + "(?!\\d)", (match) -> number(match, words)),
                new PatternRule("(?<!\\d)\\.(\\d{1,60}+)", (match) -> " point " + words.digits(match.group(1), "zero")),
                new PatternRule("\\d++", (match) -> " " + words.number(match.group()) + " "));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private static String number(MatchResult match, NumberWords words) {
        return words.number(match.group()) + " ";
    }

    private String dotted(MatchResult match) {
        String[] parts = DOT.split(match.group(1));
        return Arrays.stream(parts)
            .map(this.words::number)
            .collect(Collectors.joining((parts.length == 4) ? " dot " : " point "));
    }

}
