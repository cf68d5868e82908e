package io.parley.text.normalize;

import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Telephone numbers: digit by digit, with a pause between the groups. */
final class PhoneNumbers implements Rule {

    private static final Pattern BREAK = Pattern.compile("[^0-9]+");

    private final NumberWords words;

    private final Rule rules;

    PhoneNumbers(NumberWords words) {
        this.words = words;
        this.rules = Rule.all(
                // international
                new PatternRule("(?<![\\w+])\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,5}\\)?){1,5}(?![\\w-]|[.,]\\d)", this::said),
                // North American, with and without the trunk prefix
                new PatternRule(
                        "(?<![\\w.,$£€-])(?:1[ .-])?(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}(?![\\w-]|[.,]\\d)",
                        this::said),
                new PatternRule("(?<![\\w.,$£€-])\\d{3}-\\d{4}(?![\\w-]|[.,]\\d)", this::said),
                // British
                new PatternRule("(?<![\\w.,$£€-])\\(?0\\d{2,4}\\)?[ -]\\d{3,4}(?:[ -]?\\d{3,4})?(?![\\w-]|[.,]\\d)",
                        this::said));
    }

    @Override
    public String apply(String text) {
        return this.rules.apply(text);
    }

    private String said(MatchResult match) {
        String number = match.group();
        if (number.startsWith("+") && BREAK.matcher(number).replaceAll("").length() < 7) {
            return number;
        }
        StringJoiner groups = new StringJoiner(", ", number.startsWith("+") ? "plus " : "", "");
        for (String group : BREAK.split(number)) {
            if (!group.isEmpty()) {
                groups.add(this.words.digits(group, "oh"));
            }
        }
        return groups.toString();
    }

}
