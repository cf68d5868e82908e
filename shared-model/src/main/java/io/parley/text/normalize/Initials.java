package io.parley.text.normalize;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Letters with dots: initials of names, U.S., Ph.D. */
final class Initials implements Rule {

    private static final Pattern DOTS = Pattern.compile("\\. ?");

    private final Rule rules = Rule.all(PatternRule.constant("\\bPh\\. ?D\\b\\.?", "P H D"),
            PatternRule.constant("\\b([BM])\\.Sc\\b\\.?", "$1 S C"),
            // the last dot stays where a sentence ends
            new PatternRule("(?<![\\w.'-])[A-Z]\\.(?:[A-Z]\\.){1,9}(?=\\s*+[\"”')]{0,2}+$|\\s++(?:The|This|That|It|He"
                    + "|She|They|We|You|But|And|In|There)\\b)", (match) -> spaced(match) + "."),
            new PatternRule("(?<![\\w.'-])[A-Z]\\.(?:[A-Z]\\.){1,9}", (match) -> spaced(match)),
            // a lone initial stands between parts of a name; the pronoun ends sentences
            PatternRule.constant("([A-HJ-Z])\\.(?<![\\w.'&-][A-Z]\\.|[A-Z] [A-Z]\\."
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
