package io.parley.text.normalize;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Letters with dots: initials of names, U.S., Ph.D. */
final class Initials implements Rule {

    private static final Pattern DOTS = Pattern.compile("\\. ?");

    /** With what a sentence begins more often than a name. */
    static final String STARTS = "(?:The|This|That|It|He|She|They|We|You|But|And|In|There)\\b";

    /** Not before the half of a day, which "A.M." is behind a number. */
    private static final String NO_TIME = "(?!(?<=\\d )[AP]\\.M\\.)";

    private final Rule rules = Rule.all(PatternRule.constant("\\bPh\\. ?D\\b\\.?", "P H D"),
            PatternRule.constant("\\b([BM])\\.Sc\\b\\.?", "$1 S C"),
            // the last dot stays where a sentence ends
            new PatternRule(
                    NO_TIME + "(?<![\\w.'-])[A-Z]\\.(?:[A-Z]\\.){1,9}(?=\\s*+[\"”')]{0,2}+$|\\s++" + STARTS + ")",
                    (match) -> spaced(match) + "."),
            new PatternRule(NO_TIME + "(?<![\\w.'-])[A-Z]\\.(?:[A-Z]\\.){1,9}", (match) -> spaced(match)),
            // a lone initial stands between parts of a name; the pronoun ends sentences
            PatternRule.constant(NO_TIME + "([A-HJ-Z])\\.(?<![\\w.'&-][A-Z]\\.|[A-Z] [A-Z]\\."
                    + "|\\b(?:[Pp]art|[Pp]lan|[Vv]itamin|[Ss]ection|[Gg]rade|[Tt]ype|[Cc]lass"
                    + "|[Oo]ption|[Gg]roup|[Tt]eam|[Ii]tem|[Ll]evel|[Aa]ppendix|[Hh]epatitis) [A-Z]\\.) ?"
                    + "(?=[A-Z](?:\\.|[a-z]))", "$1 "),
            PatternRule.constant("(?<=[A-Z]\\s)I\\. ?(?=[A-Z])", "I "),
            new PatternRule("(?<![\\w&-])([A-Z]{1,3})&([A-Z]{1,3})(?![\\w&-])", Initials::company));

    @Override
    public String apply(String text) {
        return (text.indexOf('.') < 0) ? text : this.rules.apply(text);
    }

    private static String company(MatchResult match) {
        return String.join(" ", match.group(1).split("")) + " and " + String.join(" ", match.group(2).split(""));
    }

    private static String spaced(MatchResult match) {
        return String.join(" ", DOTS.split(match.group()));
    }

}
