package io.parley.text.normalize;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** URLs, e-mail addresses and host names, as people read them out. */
final class WebAddresses implements Rule {

    /** Top-level domains that are said as words; the others are spelled. */
    private static final Set<String> SAID = Set.of("com", "net", "org", "info", "gov", "app", "dev", "cloud", "shop",
            "online", "site", "blog", "page", "example", "local", "test", "mobi", "name", "museum", "pro", "tech",
            "news", "live", "store", "world", "design", "wiki", "xyz", "biz", "co", "me");

    private static final String HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\\.){1,8}";

    private static final String TOP = "(?:com|net|org|info|gov|edu|mil|int|app|dev|cloud|shop|online|site|blog|page|io"
            + "|ai|uk|de|fr|us|eu|tv|ca|au|nz|ie|nl|ch|at|es|it|jp|cn|in|br|biz|xyz|tech|me|co)";

    private static final Pattern SEPARATOR = Pattern.compile("(?<=[^A-Za-z0-9'])|(?=[^A-Za-z0-9'])");

    private final Rule rules = Rule.all(
            new PatternRule(
                    "(?i)(?<!\\w)(?:https?|ftp|wss?|mailto):/{0,2}+((?:[^\\s<>\"“”(),;!]|[,;!](?=\\S)){1,4000}+)",
                    (match) -> address(match.group(1))),
            new PatternRule(
                    "(?<![\\w.+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}+@[A-Za-z0-9-]{1,63}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+",
                    WebAddresses::mail),
            new PatternRule(
                    "(?<![\\w.@-])(?:www\\." + HOST + "[A-Za-z]{2,20}+|" + HOST + "(?i:" + TOP
                            + "))(?![\\w@-]|\\.\\w)(?::\\d{1,5}+)?+(?:/[^\\s<>\"“”(),;!]{0,2000}+)?+",
                    (match) -> address(match.group())));

    @Override
    public String apply(String text) {
        return (text.indexOf('.') < 0 && text.indexOf(':') < 0) ? text : this.rules.apply(text);
    }

    private static String mail(MatchResult match) {
        return address(match.group());
    }

    /** The address in words; punctuation at its end is the sentence's. */
    private static String address(String written) {
        int end = written.length();
        while (end > 0 && ".,;:!?'*_".indexOf(written.charAt(end - 1)) >= 0) {
            end--;
        }
        String address = written.substring(0, end);
        if (address.toLowerCase(Locale.ROOT).startsWith("www.")) {
            address = address.substring("www.".length());
        }
        if (address.endsWith("/")) {
            address = address.substring(0, address.length() - 1);
        }
        int path = hostEnd(address);
        StringBuilder words = new StringBuilder();
        say(address.substring(0, path), true, words);
        say(address.substring(path), false, words);
        return words.toString().strip() + written.substring(end);
    }

    private static int hostEnd(String address) {
        for (int i = 0; i < address.length(); i++) {
            if ("/?#:".indexOf(address.charAt(i)) >= 0) {
                return i;
            }
        }
        return address.length();
    }

    private static void say(String part, boolean host, StringBuilder words) {
        int at = part.indexOf('@');
        boolean domain = false;
        int position = 0;
        for (String piece : SEPARATOR.split(part)) {
            boolean inHost = host && position > at;
            String said = symbol(piece);
            if (said.equals(piece) && inHost && domain) {
                said = domainLabel(piece);
            }
            domain = piece.equals(".") || domain && piece.isEmpty();
            position += piece.length();
            words.append(said).append(' ');
        }
    }

    private static String domainLabel(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        boolean spelled = lower.length() <= 3 && !SAID.contains(lower) && lower.chars().allMatch(Character::isLetter);
        return spelled ? String.join(" ", label.toUpperCase(Locale.ROOT).split("")) : label;
    }

    private static String symbol(String piece) {
        return switch (piece) {
            case "." -> "dot";
            case "@" -> "at";
            case "/" -> "slash";
            case "-" -> "dash";
            case "_" -> "underscore";
            case "?" -> "question mark";
            case "=" -> "equals";
            case "&" -> "and";
            case "#" -> "hash";
            case ":" -> "colon";
            case "%" -> "percent";
            case "+" -> "plus";
            case "~" -> "tilde";
            default -> piece;
        };
    }

}
