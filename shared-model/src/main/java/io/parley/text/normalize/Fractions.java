package io.parley.text.normalize;

import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;

import org.jspecify.annotations.Nullable;

/** Fractions, in one character or with a slash, alone or behind a whole number. */
final class Fractions implements Rule {

    private static final Map<String, String> CHARACTERS = Map.ofEntries(Map.entry("½", "1/2"), Map.entry("⅓", "1/3"),
            Map.entry("⅔", "2/3"), Map.entry("¼", "1/4"), Map.entry("¾", "3/4"), Map.entry("⅕", "1/5"),
            Map.entry("⅖", "2/5"), Map.entry("⅗", "3/5"), Map.entry("⅘", "4/5"), Map.entry("⅙", "1/6"),
            Map.entry("⅚", "5/6"), Map.entry("⅛", "1/8"), Map.entry("⅜", "3/8"), Map.entry("⅝", "5/8"),
            Map.entry("⅞", "7/8"), Map.entry("⅐", "1/7"), Map.entry("⅑", "1/9"), Map.entry("⅒", "1/10"));

    private final NumberWords words;

    private final Rule rules;

    Fractions(NumberWords words) {
        this.words = words;
        this.rules = Rule.all(
                new PatternRule("(\\d)? ?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])",
                        (match) -> ((match.group(1) == null) ? (match.group().startsWith(" ") ? " " : "")
                                : match.group(1) + " ") + Objects.requireNonNull(CHARACTERS.get(match.group(2)))),
                PatternRule.constant("(?<![\\w/])24/7(?![\\w/])", "twenty-four seven"),
                PatternRule.constant("(?<![\\w.,/-])(\\d{1,4}\\.\\d{1,3})/(\\d{1,4})(?![\\w/]|[.,]\\d)",
                        "$1 out of $2"),
                PatternRule.constant("(?<![\\w/])50/50(?![\\w/])", "fifty fifty"),
                PatternRule.constant("(?<![\\w/])9/11(?![\\w/])", "nine eleven"), new PatternRule(
                        "(?<![\\w.,/-])(?:(\\d{1,4}) {1,2})?(\\d{1,4})[/⁄](\\d{1,4})(?![\\w/]|[.,]\\d)", this::said));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String said(MatchResult match) {
        String fraction = fraction(match.group(2), match.group(3));
        String whole = match.group(1);
        if (whole == null) {
            return fraction;
        }
        return this.words.number(whole) + " and " + (fraction.startsWith("one ") ? mixed(fraction) : fraction);
    }

    private static String mixed(String fraction) {
        return (fraction.equals("one eighth") ? "an " : "a ") + fraction.substring("one ".length());
    }

    private String fraction(String over, @Nullable String under) {
        int numerator = Integer.parseInt(over);
        int denominator = Integer.parseInt(Objects.requireNonNull(under));
        if (denominator < 2 || denominator > 100 || numerator > 100) {
            return this.words.number(over) + " over " + this.words.number(under);
        }
        String part = switch (denominator) {
            case 2 -> "half";
            case 4 -> "quarter";
            default -> this.words.ordinal(under);
        };
        if (numerator == 1) {
            return "one " + part;
        }
        return this.words.cardinal(numerator) + " " + (part.equals("half") ? "halves" : part + "s");
    }

}
