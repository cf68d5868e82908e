package io.parley.text.normalize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.text.phonemes.PhonemeEscape;

/**
 * Carries {@code [word](/phonemes/)} unchanged past rules that would take it for a link:
 * each stands as one private character until they are done, which no text can hold of
 * itself because {@link Characters} drops those.
 */
final class PhonemeEscapes {

    private static final String PLACE = "\uE000";

    private static final Pattern PLACES = Pattern.compile(PLACE);

    private final Rule rule;

    PhonemeEscapes(Rule rule) {
        this.rule = rule;
    }

    String apply(String text) {
        Deque<String> escapes = new ArrayDeque<>();
        String held = PhonemeEscape.PATTERN.matcher(text).replaceAll((match) -> {
            if (!PhonemeEscape.isEscape(match.group(2))) {
                return Matcher.quoteReplacement(match.group());
            }
            escapes.add(match.group());
            return PLACE;
        });
        return PLACES.matcher(this.rule.apply(held))
            .replaceAll((match) -> Matcher.quoteReplacement(escapes.isEmpty() ? "" : escapes.remove()));
    }

}
