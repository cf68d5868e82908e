package io.parley.text.normalize;

import java.util.StringJoiner;

import io.parley.text.Accent;

/**
 * English: Markdown, HTML and emoji go; numbers, dates, times, money, units, ranges,
 * abbreviations, initials, Roman numerals, addresses, code and signs become words. Text
 * that has none of them comes back as it was, and so does text that was normalised
 * before. {@code [word](/phonemes/)} stays for the phonemizer.
 */
public final class EnglishNormalizer implements TextNormalizer {

    private final Rule characters = new Characters();

    private final PhonemeEscapes structure;

    private final Rule names;

    private final Rule numbers;

    private final Rule signs = Rule.all(new Symbols(), new Punctuation());

    /**
     * A normaliser.
     * @param accent decides the order of dates, British "and" in numbers and the spelling
     * of units
     */
    public EnglishNormalizer(Accent accent) {
        NumberWords words = new NumberWords(accent);
        this.names = Rule.all(new WebAddresses(), new CodeText(), new Initials(), new Abbreviations());
        this.numbers = Rule.all(new Decades(words), new PhoneNumbers(words), new Dates(words, accent), new Times(words),
                new Money(words), new Ranges(words), new Units(words, accent), new Fractions(words), new Years(words),
                new Numbers(words));
        Rule roman = new RomanNumerals(words);
        Rule markup = Rule.all(new Html(), new Markdown());
        this.structure = new PhonemeEscapes((text) -> paragraphs(markup.apply(text), roman));
    }

    @Override
    public String normalize(String text) {
        return this.structure.apply(this.characters.apply(text));
    }

    private String paragraphs(String text, Rule roman) {
        StringJoiner spoken = new StringJoiner(" ");
        for (String paragraph : text.split("\n")) {
            String words = this.names.apply(paragraph);
            words = roman.apply(words);
            if (hasNumber(words)) {
                words = this.numbers.apply(words);
            }
            words = this.signs.apply(words);
            if (!words.isEmpty()) {
                spoken.add(words);
            }
        }
        return spoken.toString();
    }

    private static boolean hasNumber(String text) {
        return text.chars().anyMatch((c) -> c >= '0' && c <= '9' || Character.getType(c) == Character.OTHER_NUMBER);
    }

}
