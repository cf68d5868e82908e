package io.parley.text.normalize;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what a pattern finds. Patterns repeat characters possessively or a bounded
 * number of times and start only where the run of characters does, so that a match
 * attempt never costs more than what it passes over: the whole stays linear on hostile
 * text.
 *
 * @param pattern what to find
 * @param replacement what to say instead
 */
record PatternRule(Pattern pattern, Function<MatchResult, String> replacement) implements Rule {

    PatternRule(String regex, Function<MatchResult, String> replacement) {
        this(Pattern.compile(regex), replacement);
    }

    /** A rule that puts in the same text everywhere; {@code $1} is the first group. */
    static Rule constant(String regex, String replacement) {
        Pattern pattern = Pattern.compile(regex);
        return (text) -> pattern.matcher(text).replaceAll(replacement);
    }

    @Override
    public String apply(String text) {
        return this.pattern.matcher(text)
            .replaceAll((match) -> Matcher.quoteReplacement(this.replacement.apply(match)));
    }

}
