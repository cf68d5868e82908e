package io.parley.text.normalize;

/** Pauses as the voices know them, single spaces, one line. */
final class Punctuation implements Rule {

    private final Rule rules = Rule.all(
            PatternRule.constant("\\.{2,1000}+(?:\\s\\.{1,10}+){0,10}|(?:\\. ){2,10}\\.", "…"),
            PatternRule.constant("(?<=\\w)\\s?--\\s?(?=\\w)", " — "), PatternRule.constant("\\s[-–]{1,3}\\s", " — "),
            PatternRule.constant("(?<=[A-Za-z])–(?=[A-Za-z])", " — "), PatternRule.constant("–", "-"),
            PatternRule.constant("(?<!\\w)-{1,100}+(?!\\w)", " "), PatternRule.constant("-(?<=\\s-)(?=\\w)", ""),
            PatternRule.constant("-(?<=\\w-)(?=\\s|$)", ""), PatternRule.constant("—{2,100}+", "—"),
            PatternRule.constant("([!?])[!?]{1,1000}+", "$1"), PatternRule.constant("([,;:])\\1{1,1000}+", "$1"),
            PatternRule.constant("\\(\\s*+\\)|\"\\s*+\"", " "), PatternRule.constant("\\s++", " "),
            PatternRule.constant(" (?=[.,!?;:…)”])", ""), PatternRule.constant("(?<=[(“]) ", ""),
            PatternRule.constant("(?<=[.!?…])([.,;:])(?![.\\w])", ""));

    @Override
    public String apply(String text) {
        return this.rules.apply(text).strip();
    }

}
