package io.parley.text.phonemes;

/**
 * What is spoken in one run of the model.
 *
 * @param text its words and punctuation
 * @param phonemes the model's input, at most {@link KokoroVocabulary#LONGEST} symbols
 * @param endsSentence whether a sentence ends with it; else a clause does, or only a word
 */
public record SpeechChunk(String text, String phonemes, boolean endsSentence) {

    /** The model's input as numbers, without padding. */
    public int[] ids() {
        return KokoroVocabulary.encode(this.phonemes);
    }

}
