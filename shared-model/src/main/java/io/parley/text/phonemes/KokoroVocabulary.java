package io.parley.text.phonemes;

/**
 * The symbols that Kokoro reads and their numbers, as in the configuration of the model
 * hexgrad/Kokoro-82M (Apache-2.0). One character is one symbol.
 */
public final class KokoroVocabulary {

    /** The number that stands before and behind every input. */
    public static final int PADDING = 0;

    /** The most symbols that one input may have, padding not counted. */
    public static final int LONGEST = 510;

    private static final String SYMBOLS = ";:,.!?—…\"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐ"
            + "ɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ";

    private static final int[] IDS = { 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
            25, 31, 33, 35, 36, 39, 41, 42, 43, 44, 45, 46, 47, 48, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
            63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 75, 76, 77, 78, 80, 81, 82, 83, 85, 86, 87, 90, 92, 99, 101, 102,
            103, 110, 111, 112, 113, 114, 115, 116, 118, 119, 120, 123, 125, 126, 128, 129, 130, 131, 132, 133, 135,
            136, 138, 139, 140, 142, 143, 147, 148, 156, 157, 158, 162, 164, 169, 171, 172, 173, 177 };

    private KokoroVocabulary() {
    }

    /** Whether a character is one of the symbols. */
    public static boolean contains(int character) {
        return SYMBOLS.indexOf(character) >= 0;
    }

    /** Which of the symbols a character is, from 0; -1 if none. */
    static int index(char character) {
        return SYMBOLS.indexOf(character);
    }

    /** The symbol at an index. */
    static char symbol(int index) {
        return SYMBOLS.charAt(index);
    }

    /**
     * The numbers of phonemes.
     * @param phonemes symbols; characters that are none are left out
     * @return one number a symbol, without padding
     */
    public static int[] encode(String phonemes) {
        return phonemes.chars()
            .map(SYMBOLS::indexOf)
            .filter((index) -> index >= 0)
            .map((index) -> IDS[index])
            .toArray();
    }

}
