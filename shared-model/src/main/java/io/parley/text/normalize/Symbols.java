package io.parley.text.normalize;

/** Signs that are said as words, and those that are not said. */
final class Symbols implements Rule {

    private final Rule rules = Rule.all(
            // faces made of punctuation
            PatternRule.constant("(?<![^\\s])[:;=]-?[()DPp](?![^\\s])", " "),
            PatternRule.constant("\\s*+&{1,2}+\\s*+", " and "), PatternRule.constant("\\s*+@\\s*+", " at "),
            PatternRule.constant("#(?=[A-Za-z])", " hashtag "), PatternRule.constant("\\s*+\\+\\s*+", " plus "),
            PatternRule.constant("\\s*+=\\s*+", " equals "), PatternRule.constant("\\s*+×\\s*+", " times "),
            PatternRule.constant("\\s*+÷\\s*+", " divided by "), PatternRule.constant("\\s*+±\\s*+", " plus or minus "),
            PatternRule.constant("\\s*+≈\\s*+|~(?=\\s?[a-z])", " about "),
            PatternRule.constant("\\s*+≤\\s*+", " less than or equal to "),
            PatternRule.constant("\\s*+≥\\s*+", " greater than or equal to "),
            PatternRule.constant("\\s*+≠\\s*+", " is not equal to "),
            PatternRule.constant("\\s*+<\\s*+", " less than "), PatternRule.constant("\\s*+>\\s*+", " greater than "),
            PatternRule.constant("(?<=\\w)\\s++\\*\\s++(?=\\w)", " times "), PatternRule.constant("\\s*+%", " percent"),
            PatternRule.constant("§\\s*+", " section "), PatternRule.constant("°", " degrees"),
            PatternRule.constant("²", " squared"), PatternRule.constant("³", " cubed"),
            PatternRule.constant("π", " pi "), PatternRule.constant("\\$(?=[A-Za-z])", " dollar "),
            PatternRule.constant("€", " euros "), PatternRule.constant("£", " pounds "),
            PatternRule.constant("(?<=[a-z])/(?=(?:year|month|week|day|hour|minute|second|person|user)\\b)", " per "), PatternRule.constant("(?<=\\w)/(?=\\w)|\\s/\\s", " slash "),
            PatternRule.constant("\\\\(?=\\w)", " backslash "),
            PatternRule.constant("(?<=\\w)\\|(?=\\w)|\\s\\|\\s", ", "),
            PatternRule.constant("[#*_~`^|\\\\/\\[\\]{}<>$¥¢¬¦†‡¶←↑↓↔]", " "));

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

}
