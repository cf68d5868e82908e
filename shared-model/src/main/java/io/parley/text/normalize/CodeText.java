package io.parley.text.normalize;

/** Names of files, options and identifiers inside prose. */
final class CodeText implements Rule {

    private static final String EXTENSION = "(?:py|js|ts|tsx|jsx|java|kt|go|rs|rb|cpp|hpp|cs|sh|sql|md|txt|csv|json|yaml"
            + "|yml|xml|html|css|toml|ini|conf|log|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|mp[34]|wav|flac|ogg|zip"
            + "|tar|gz|exe|dll|so|jar|onnx|bin|dat|env|lock)";

    private final Rule rules = Rule.all(PatternRule.constant("\\bC\\+\\+(?![+\\w])", "C plus plus"),
            PatternRule.constant("\\b([CF])#(?![#\\w])", "$1 sharp"),
            PatternRule.constant("(?<!\\w)\\.NET\\b", "dot net"),
            // calls
            PatternRule.constant("(?<=\\w)\\(\\)", ""),
            // options
            PatternRule.constant("--(?=[A-Za-z])(?<=(?:^|[\\s(\"'])--)", "dash dash "),
            PatternRule.constant("-(?<=\\s-)(?=[A-Za-z](?:[\\s.,;:!?)]|$))", "dash "),
            // paths
            PatternRule.constant("(?<![^\\s(\"'])~/(?=\\w)", "tilde slash "),
            PatternRule.constant("(?<![^\\s(\"'])\\./(?=\\w)", "dot slash "),
            PatternRule.constant("(?<![^\\s(\"'])/(?=[A-Za-z]\\w{0,100}+(?:[/.]|\\s|$))", "slash "),
            PatternRule.constant("(?<=[A-Za-z0-9_-])\\.(?=" + EXTENSION + "\\b(?!\\.\\w))", " dot "),
            // identifiers and qualified names
            PatternRule.constant("(?<=[A-Za-z0-9])_{1,20}+(?=[A-Za-z0-9])", " "),
            PatternRule.constant("(?<=[a-z][A-Za-z]|[a-z]{2}\\d)\\.(?=[a-z]{2}|[A-Z][a-z])(?![A-Z][a-z]{1,30}+\\s)",
                    " dot "),
            PatternRule.constant("(?<=\\w)(?:->|::)(?=\\w)", " "),
            PatternRule.constant("\\s(?:===?|=>|:=)\\s", " equals "),
            PatternRule.constant("\\s!==?\\s", " not equals "),
            PatternRule.constant("\\s>=\\s", " greater than or equal to "),
            PatternRule.constant("\\s<=\\s", " less than or equal to "));

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

}
