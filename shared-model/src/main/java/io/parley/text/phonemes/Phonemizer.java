package io.parley.text.phonemes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.parley.text.Accent;

/**
 * English text to Kokoro's phonemes. Safe for concurrent use; keeps 7 MB.
 */
public final class Phonemizer {

    private final TokenReader reader = new TokenReader();

    private final WordClassTagger tagger = new WordClassTagger();

    private final SpecialWords special;

    private final WordPronouncer words;

    Phonemizer(PronouncingDictionary dictionary, LetterToSound letters, Accent accent) {
        this.special = new SpecialWords(accent, this.tagger);
        this.words = new WordPronouncer(dictionary, letters, accent);
    }

    /**
     * Reads an accent's dictionaries.
     * @param directory of the files of the catalog's model {@code misaki-en}
     * @throws PhonemesException if a file is not there or is no dictionary
     */
    public static Phonemizer read(Path directory, Accent accent) {
        return new Phonemizer(PronouncingDictionary.read(directory, accent), LetterToSound.of(accent), accent);
    }

    /**
     * How a sentence sounds.
     * @param sentence normalised text; digits that are left are said one by one, and
     * {@code [word](/phonemes/)} says how a word sounds
     * @return its words and punctuation in order
     */
    public List<PhonemeRun> phonemize(String sentence) {
        List<Token> tokens = this.reader.read(sentence);
        boolean shouted = isShouted(tokens);
        List<PhonemeRun> runs = new ArrayList<>(tokens.size());
        // from the end, because some words sound after what follows them
        String following = "";
        for (int i = tokens.size() - 1; i >= 0; i--) {
            PhonemeRun run = switch (tokens.get(i)) {
                case Token.Word word ->
                    new PhonemeRun(word.text(), sound(tokens, i, following, shouted), word.spaced());
                case Token.Escaped word -> new PhonemeRun(word.text(), word.phonemes(), word.spaced());
                case Token.Mark mark -> new PhonemeRun(mark.text(), mark.text(), mark.spaced());
            };
            boolean divides = tokens.get(i) instanceof Token.Mark mark && mark.divides();
            following = divides ? "" : run.phonemes();
            runs.add(run);
        }
        Collections.reverse(runs);
        return runs;
    }

    /** The input of Kokoro for a sentence. */
    public String phonemes(String sentence) {
        return PhonemeRun.join(phonemize(sentence));
    }

    private String sound(List<Token> tokens, int index, String following, boolean shouted) {
        Context context = new Context(tokens, index);
        String special = this.special.pronounce(context, following);
        if (special != null) {
            return special;
        }
        WordClass wordClass = WordClass.OTHER;
        if (this.words.isHeteronym(context.word())) {
            wordClass = following.isEmpty() && this.words.hasFullForm(context.word()) ? WordClass.LAST
                    : this.tagger.tag(context);
            if (this.words.hasPast(context.word()) && this.tagger.isPast(context)) {
                wordClass = WordClass.PAST;
            }
        }
        String sound = this.words.pronounce(context.word(), wordClass, shouted);
        return shouted ? sound : Sounds.capitalised(context.word(), sound);
    }

    private static boolean isShouted(List<Token> tokens) {
        long letters = 0;
        long capitals = 0;
        int words = 0;
        for (Token token : tokens) {
            if (token instanceof Token.Word word) {
                words++;
                letters += word.text().chars().filter(Character::isLetter).count();
                capitals += word.text().chars().filter(Character::isUpperCase).count();
            }
        }
        return words > 2 && capitals * 10 > letters * 8;
    }

}
