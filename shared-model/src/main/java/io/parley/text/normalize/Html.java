package io.parley.text.normalize;

import java.util.Map;
import java.util.regex.MatchResult;

/** Tags go, character references become what they stand for. */
final class Html implements Rule {

    private static final Map<String, String> NAMED = Map.ofEntries(Map.entry("amp", "&"), Map.entry("lt", "<"),
            Map.entry("gt", ">"), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", " "),
            Map.entry("ndash", "–"), Map.entry("mdash", "—"), Map.entry("hellip", "…"), Map.entry("rsquo", "'"),
            Map.entry("lsquo", "'"), Map.entry("ldquo", "“"), Map.entry("rdquo", "”"), Map.entry("deg", "°"),
            Map.entry("pound", "£"), Map.entry("euro", "€"), Map.entry("yen", "¥"), Map.entry("cent", "¢"),
            Map.entry("copy", "©"), Map.entry("reg", "®"), Map.entry("trade", "™"), Map.entry("times", "×"),
            Map.entry("frac12", "½"), Map.entry("frac14", "¼"), Map.entry("frac34", "¾"), Map.entry("eacute", "é"));

    private final Rule rules = Rule.all(PatternRule.constant("<((?:https?://|mailto:)[^<>\\s]{1,2000}+)>", "$1"),
            PatternRule.constant("<!--[^<>]{0,5000}+>", " "),
            PatternRule.constant("(?i)</?(?:br|p|div|li|ul|ol|tr|h[1-6]|hr|blockquote)\\b[^<>\\n]{0,1000}+>", "\n\n"),
            PatternRule.constant("</?[A-Za-z][A-Za-z0-9-]{0,30}+(?:\\s[^<>\\n]{0,1000}+)?+/?>", ""),
            new PatternRule("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}[0-9]{0,2}));", Html::character));

    @Override
    public String apply(String text) {
        return (text.indexOf('<') < 0 && text.indexOf('&') < 0) ? text : this.rules.apply(text);
    }

    private static String character(MatchResult match) {
        if (match.group(3) != null) {
            return NAMED.getOrDefault(match.group(3), match.group());
        }
        int code = (match.group(1) != null) ? Integer.parseInt(match.group(1)) : Integer.parseInt(match.group(2), 16);
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }

}
