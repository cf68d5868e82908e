package io.parley.text.phonemes;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the dictionary.
 *
 * @param phonemes how the word sounds if nothing else is known
 * @param variants how it sounds as a certain part of speech; an empty text says that it
 * is not a word then but letters
 * @param checked whether the entry is from the checked part of the dictionary and not
 * from the part that a program made
 */
record Pronunciation(String phonemes, Map<String, String> variants, boolean checked) {

    String as(WordClass wordClass) {
        String variant = this.variants.get(wordClass.tag());
        if (variant == null && wordClass == WordClass.PAST) {
            variant = this.variants.get(WordClass.VERB.tag());
        }
        return (variant == null || variant.isEmpty()) ? this.phonemes : variant;
    }

    /** How letters sound that make a word of the same spelling only by chance. */
    boolean isInitialism() {
        String noun = this.variants.get(WordClass.NOUN.tag());
        return noun != null && noun.isEmpty();
    }

    @Nullable String variant(WordClass wordClass) {
        return this.variants.get(wordClass.tag());
    }

}
