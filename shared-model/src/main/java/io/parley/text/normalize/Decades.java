package io.parley.text.normalize;

/** The 1980s, the '90s. */
final class Decades implements Rule {

    private final Rule rules;

    Decades(NumberWords words) {
        this.rules = Rule.all(
                new PatternRule("(?<![\\w.,$£€])(1[1-9]\\d{2}|20\\d{2})'?s\\b",
                        (match) -> NumberWords.plural(words.year(Integer.parseInt(match.group(1))))),
                // after an apostrophe or an article: "take 30s" is a time
                new PatternRule(
                        "(?<![\\w.,$£€])(?:'|(?<=\\b[Tt]he "
                                + "|\\b(?:early|late|mid)[ -]|\\b(?:[Hh]is|[Hh]er|my|our) ))([2-9]0)'?s\\b",
                        (match) -> NumberWords.plural(words.cardinal(match.group(1)))));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

}
