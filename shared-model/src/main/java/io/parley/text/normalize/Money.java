package io.parley.text.normalize;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;

import org.jspecify.annotations.Nullable;

/** Amounts of money, the sign before or behind. */
final class Money implements Rule {

    private static final Map<String, Currency> CURRENCIES = Map.of("$",
            new Currency("dollar", "dollars", "cent", "cents"), "£", new Currency("pound", "pounds", "penny", "pence"),
            "€", new Currency("euro", "euros", "cent", "cents"), "¥", new Currency("yen", "yen", "sen", "sen"), "₹",
            new Currency("rupee", "rupees", "paisa", "paise"), "₽", new Currency("ruble", "rubles", "kopek", "kopeks"),
            "₩", new Currency("won", "won", "jeon", "jeon"), "₿", new Currency("bitcoin", "bitcoins", "cent", "cents"));

    private static final Map<String, String> MAGNITUDES = Map.of("k", "thousand", "m", "million", "mn", "million", "mm",
            "million", "b", "billion", "bn", "billion", "t", "trillion", "tn", "trillion");

    private static final String SIGN = "([$£€¥₹₽₩₿])";

    private static final String AMOUNT = "((?:\\d{1,3}(?:,\\d{3}){1,11}|\\d{1,60}+)(?:\\.\\d{1,60}+)?+)";

    private static final String MAGNITUDE = "(?: ?(thousand|million|billion|trillion|[kKmMbB]n?|bn|tn|T)\\b)?";

    private static final String ARTICLE = "(\\b[Aa]n? |\\b[Tt]he |\\b[Tt]his |\\b[Tt]hat |\\b[Ee]very |\\b[Ee]ach )?";

    /** Looks at the word behind, which shows whether the amount qualifies it. */
    private static final String NEXT = "(?=(?:[ -]([a-z]{2,20}+))?)";

    private final NumberWords words;

    private final Rule rules;

    Money(NumberWords words) {
        this.words = words;
        this.rules = Rule.all(code("USD", "\\$"), code("GBP", "£"), code("EUR", "€"), code("JPY", "¥"),
                code("INR", "₹"), PatternRule.constant("(?<!\\w)" + SIGN + "(?=\\.\\d\\d(?!\\d))", "$10"),

                PatternRule.constant("(?<![\\w.,])" + SIGN + AMOUNT + " ?[-–] ?[$£€¥₹₽₩₿]?(?=\\d)", "$1$2 to $1"),
                new PatternRule(
                        "(?<!\\w)" + ARTICLE + "(?:US|CA|AU|NZ|C|A)?([-+])?" + SIGN + " ?([-])?" + AMOUNT + "(?![\\d])"
                                + MAGNITUDE + NEXT,
                        (match) -> said(match, match.group(3), match.group(5), match.group(6))),
                new PatternRule("(?<![\\w.,])" + ARTICLE + "([-+])?()" + "()" + AMOUNT + MAGNITUDE + " ?" + SIGN
                        + "(?!\\d)" + NEXT, (match) -> said(match, match.group(7), match.group(5), match.group(6))),
                new PatternRule("(?<![\\w.,])(\\d{1,3}) ?¢", (match) -> coins(match.group(1), "cent", "cents")),
                new PatternRule("(?<![\\w.,])(\\d{1,2})p\\b(?!\\.\\w)",
                        (match) -> coins(match.group(1), "penny", "pence")));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String said(MatchResult match, String sign, String amount, @Nullable String magnitude) {
        Currency currency = Objects.requireNonNull(CURRENCIES.get(sign));
        String article = Objects.requireNonNullElse(match.group(1), "");
        String minus = ("-".equals(match.group(2)) || "-".equals(match.group(4))) ? "minus "
                : ("+".equals(match.group(2)) ? "plus " : "");
        String next = match.group(match.groupCount());
        boolean qualifies = !article.isEmpty() && next != null && !FunctionWords.contain(next);
        return article + minus + amount(amount, magnitude, currency, qualifies);
    }

    private String amount(String amount, @Nullable String magnitude, Currency currency, boolean qualifies) {
        if (magnitude != null) {
            String power = MAGNITUDES.getOrDefault(magnitude.toLowerCase(Locale.ROOT), magnitude);
            return this.words.number(amount) + " " + power + " " + (qualifies ? currency.one() : currency.many());
        }
        int point = amount.indexOf('.');
        String whole = (point < 0) ? amount : amount.substring(0, point);
        String fraction = (point < 0) ? "" : amount.substring(point + 1);
        if (fraction.length() > 2 || fraction.length() == 1 && !fraction.equals("0")) {
            return this.words.number(amount) + " " + currency.many();
        }
        boolean none = whole.chars().allMatch((c) -> c == '0' || c == ',');
        int coins = fraction.isEmpty() ? 0 : Integer.parseInt(fraction);
        String small = coins(Integer.toString(coins), currency.coin(), currency.coins());
        if (none && coins > 0) {
            return small;
        }
        boolean single = whole.equals("1") || qualifies;
        String large = this.words.cardinal(whole.replace(",", "")) + " " + (single ? currency.one() : currency.many());
        return (coins == 0) ? large : large + " and " + small;
    }

    /** Puts the sign in the place of a currency's code, before or behind the amount. */
    private static Rule code(String code, String sign) {
        return Rule.all(PatternRule.constant("\\b" + code + " ?(?=\\d)", sign),
                PatternRule.constant("(?<![\\w.,$£€¥₹-])" + AMOUNT + MAGNITUDE + " ?" + code + "\\b", sign + "$1 $2"));
    }

    private String coins(String count, String one, String many) {
        return this.words.cardinal(count) + " " + (count.equals("1") ? one : many);
    }

    private record Currency(String one, String many, String coin, String coins) {
    }

}
