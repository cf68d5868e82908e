package io.parley.text.phonemes;

import java.util.Locale;
import java.util.Objects;

/** Words said letter by letter. */
final class Initialism {

    private final PronouncingDictionary dictionary;

    Initialism(PronouncingDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /**
     * The names of letters, the last one stressed.
     * @param letters from A to Z; others are left out
     */
    String spell(String letters) {
        StringBuilder phonemes = new StringBuilder();
        for (char letter : letters.toUpperCase(Locale.ROOT).toCharArray()) {
            if (letter >= 'A' && letter <= 'Z') {
                phonemes.append(Sounds.secondary(name(letter)));
            }
        }
        int last = phonemes.lastIndexOf("ˌ");
        if (last >= 0) {
            phonemes.setCharAt(last, 'ˈ');
        }
        return phonemes.toString();
    }

    private String name(char letter) {
        Pronunciation name = this.dictionary.find(Character.toString(letter));
        return Objects.requireNonNull(name, "the dictionary has no letter " + letter).phonemes();
    }

}
