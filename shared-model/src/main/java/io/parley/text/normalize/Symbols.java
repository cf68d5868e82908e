package io.parley.text.normalize;

/** Signs that are said as words, and those that are not said. */
final class Symbols implements Rule {

    private final Rule rules = Rule.all(
            // faces made of punctuation
            PatternRule.constant("(?<![^\\s])[:;=]-?[()DPp](?![^\\s])", " "), PatternRule.constant("&{1,2}+", " and "),
            PatternRule.constant("@", " at "), PatternRule.constant("#(?=[A-Za-z])", " hashtag "),
            PatternRule.constant("\\+", " plus "), PatternRule.constant("=", " equals "),
            PatternRule.constant("×", " times "), PatternRule.constant("÷", " divided by "),
            PatternRule.constant("±", " plus or minus "), PatternRule.constant("\\s*+≈\\s*+|~(?=\\s?[a-z])", " about "),
            PatternRule.constant("≤", " less than or equal to "),
            PatternRule.constant("≥", " greater than or equal to "), PatternRule.constant("≠", " is not equal to "),
            PatternRule.constant("<", " less than "), PatternRule.constant(">", " greater than "),
            PatternRule.constant("(?<=\\w) \\* (?=\\w)", " times "), PatternRule.constant("%", " percent"),
            PatternRule.constant("§\\s*+", " section "), PatternRule.constant("°", " degrees"),
            PatternRule.constant("²", " squared"), PatternRule.constant("³", " cubed"),
            PatternRule.constant("π", " pi "), PatternRule.constant("\\$(?=[A-Za-z])", " dollar "),
            PatternRule.constant("€", " euros "), PatternRule.constant("£", " pounds "),
            PatternRule.constant("/(?<=[a-z]/)(?=(?:year|month|week|day|hour|minute|second|person|user)\\b)", " per "),
            PatternRule.constant("/(?<=\\w/)(?=\\w)|\\s/\\s", " slash "),
            PatternRule.constant("\\\\(?=\\w)", " backslash "),
            PatternRule.constant("(?<=\\w)\\|(?=\\w)|\\s\\|\\s", ", "),
            PatternRule.constant("[#*_~`^|\\\\/\\[\\]{}<>$¥¢¬¦†‡¶←↑↓↔]", " "));

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

}
