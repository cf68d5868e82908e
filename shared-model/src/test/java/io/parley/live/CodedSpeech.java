package io.parley.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.TranscriptWord;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;

/**
 * A language in which a word is 0.4 s of a constant amplitude, and who understands it: a
 * transcriber that hears a word that is cut off as another one. Every tenth word ends a
 * sentence.
 */
final class CodedSpeech implements Transcriber {

    static final int WORD = 6_400;

    private static final int FRAME = 1_600;

    private static final float STEP = 1e-3f;

    private final Semaphore runs = new Semaphore(0);

    private final List<Duration> heard = new ArrayList<>();

    /** Words from one number to another, spoken one after another. */
    static float[] say(int from, int to) {
        float[] samples = new float[(to - from) * WORD];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (from + i / WORD + 1) * STEP;
        }
        return samples;
    }

    /** The words in writing. */
    static String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int word = from; word < to; word++) {
            text.append(text.isEmpty() ? "" : " ").append(spelled(word));
        }
        return text.toString();
    }

    private static String spelled(int word) {
        return "word" + word + ((word % 10 == 9) ? "." : "");
    }

    /** Waits until one more transcription has been made. */
    void awaitRun() throws InterruptedException {
        this.runs.acquire();
    }

    /** How much sound each transcription was given. */
    List<Duration> heard() {
        return this.heard;
    }

    @Override
    public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation) {
        cancellation.check();
        float[] samples = new float[60 * Samples.RATE];
        int length = Math.max(0, audio.read(samples, 0, samples.length));
        List<TranscriptWord> words = words(Arrays.copyOf(samples, length));
        String text = String.join(" ", words.stream().map(TranscriptWord::text).toList());
        Pcm sound = new Pcm(Arrays.copyOf(samples, length), Samples.RATE);
        TranscriptSegment segment = new TranscriptSegment(Duration.ZERO, sound.duration(), " " + text, List.of(),
                (options.timestamps() == Timestamps.WORDS) ? words : List.of(),
                new TranscriptSegment.Decoding(Duration.ZERO, 0, -0.1, 1, 0));
        this.heard.add(sound.duration());
        this.runs.release();
        return new Transcription(text, "en", null, sound.duration(), text.isEmpty() ? List.of() : List.of(segment),
                new Transcription.TokenUsage(1, 0, words.size()));
    }

    private static List<TranscriptWord> words(float[] samples) {
        List<TranscriptWord> words = new ArrayList<>();
        int start = 0;
        while (start < samples.length) {
            int end = start + 1;
            while (end < samples.length && samples[end] == samples[start]) {
                end++;
            }
            int word = Math.round(samples[start] / STEP) - 1;
            boolean whole = end - start > WORD - FRAME;
            if (word >= 0 && end - start >= FRAME) {
                words.add(new TranscriptWord(whole ? spelled(word) : "noise" + (end - start), Samples.time(start),
                        Samples.time(end), 1));
            }
            start = end;
        }
        return words;
    }

}
