package io.parley.whisper;

import java.nio.charset.StandardCharsets;

import io.parley.audio.LogMelSpectrogram;
import io.parley.whisper.decoding.DecodedWindow;

/**
 * Tells text that was heard from text that Whisper makes up when it is given a sneeze or
 * a bark, and from text that leaves out part of what was said. The bounds are between
 * what such sounds and what words spoken alone come to: docs/voice-activity.md.
 *
 * @param speechSamples how much of the window a detector takes for speech, at 16,000 Hz
 */
record SpeechEvidence(int speechSamples) {

    /** A sneeze seldom sounds like speech for longer. */
    private static final int SHORT = LogMelSpectrogram.SAMPLE_RATE / 2;

    /** Of so short a sound no text is believed that is less likely. */
    private static final double SHORT_UNSURE = -0.95;

    /** Nor one that is less likely than this where the model itself may hear nobody. */
    private static final double SHORT_DOUBTFUL = -0.5;

    private static final double SHORT_NO_SPEECH = 0.3;

    /** A second; quick speech comes to 18 in any of the clips. */
    private static final long MOST_LETTERS = 30;

    /** Speech that a detector may miss at both ends of a word together. */
    private static final int UNNOTICED = LogMelSpectrogram.SAMPLE_RATE / 5;

    /**
     * Together with {@link #UNSURE} sharper than the paper's 0.6 and -1 (Radford et al.
     * 2022, section 4.5), which were chosen without a detector of speech.
     */
    private static final double NO_SPEECH = 0.45;

    private static final double UNSURE = -0.85;

    /** Of less speech nothing is left out. */
    private static final int SENTENCE = 4 * LogMelSpectrogram.SAMPLE_RATE;

    /** Several sentences, whose pace evens out. */
    private static final int LONG = 12 * LogMelSpectrogram.SAMPLE_RATE;

    /**
     * A second of long speech, of letters: most that lacks nothing comes to 12 and more.
     */
    private static final double LEAST_BYTES = 11.5;

    private static final double LEAST_BYTES_OF_SENTENCE = 8;

    /**
     * Whether nobody has said that.
     * @param text of the window
     */
    boolean isAgainst(DecodedWindow window, String text) {
        double likelihood = window.averageLogProbability();
        double noSpeech = window.noSpeechProbability();
        if (this.speechSamples < SHORT && (likelihood < SHORT_UNSURE
                || (noSpeech > SHORT_NO_SPEECH && likelihood < SHORT_DOUBTFUL) || saysMoreThanCanBeSaid(text))) {
            return true;
        }
        return noSpeech > NO_SPEECH && likelihood < UNSURE;
    }

    /**
     * Whether more was said than that: without times in its text Whisper may go on with
     * what another voice says and leave out all before, as sure of itself as ever.
     * @param text of the window
     */
    boolean isMoreThan(String text) {
        long bytes = text.codePoints().filter(Character::isLetterOrDigit).mapToLong(SpeechEvidence::bytes).sum();
        double least = (this.speechSamples >= LONG) ? LEAST_BYTES : LEAST_BYTES_OF_SENTENCE;
        return this.speechSamples >= SENTENCE && bytes * LogMelSpectrogram.SAMPLE_RATE < least * this.speechSamples;
    }

    /** In UTF-8, which is about how much a letter says: a Chinese one is a syllable. */
    private static long bytes(int letter) {
        return Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean saysMoreThanCanBeSaid(String text) {
        long letters = text.codePoints().filter(Character::isLetterOrDigit).count();
        return letters * LogMelSpectrogram.SAMPLE_RATE > MOST_LETTERS * (this.speechSamples + UNNOTICED);
    }

}
