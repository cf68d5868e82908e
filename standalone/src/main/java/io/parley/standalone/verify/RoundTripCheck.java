package io.parley.standalone.verify;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.SincResampler;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptionOptions;

/** Has sentences spoken, and what was spoken transcribed. */
public final class RoundTripCheck {

    private static final List<String> SENTENCES = List.of("The harbour was quiet when the last ferry came in.",
            "Please send the blue folder to the office before noon.",
            "Nobody had expected so much rain in the middle of June.",
            "She counted the steps twice and wrote the number down.",
            "Turn left behind the library and follow the river.",
            "Our neighbours keep bees and sell the honey in autumn.",
            "The committee will meet again on the second Thursday of March.",
            "A small light above the door shows that the machine is ready.");

    private final Synthesizer synthesizer;

    private final Transcriber listener;

    private final VerificationListener progress;

    public RoundTripCheck(Synthesizer synthesizer, Transcriber listener, VerificationListener progress) {
        this.synthesizer = synthesizer;
        this.listener = listener;
        this.progress = progress;
    }

    /**
     * Runs over sentences, with the synthesizer's first voice.
     * @param limit so many at most
     * @param listenerName for people
     * @return word errors; sound and time are those of speaking
     */
    public Measurement run(int limit, String listenerName) {
        List<String> sentences = SENTENCES.subList(0, Math.min(limit, SENTENCES.size()));
        String voice = this.synthesizer.voices().getFirst().id();
        Tally tally = new Tally();
        for (int i = 0; i < sentences.size(); i++) {
            try {
                roundTrip(sentences.get(i), new SynthesisOptions(voice, 1, i), tally);
            }
            catch (SpeechException.Unsupported | SpeechException.Overloaded ex) {
                this.progress.failed("\"" + sentences.get(i) + "\"", ex.getMessage());
                tally.addFailure();
            }
            this.progress.step("spoken", i + 1, sentences.size());
        }
        return tally.errorRate("WER spoken, heard by " + listenerName);
    }

    private void roundTrip(String sentence, SynthesisOptions options, Tally tally) {
        Sound sound = new Sound(this.synthesizer.sampleRate());
        long start = System.nanoTime();
        this.synthesizer.synthesize(sentence, options, sound::append, Cancellation.never());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Pcm heard = new SincResampler(this.synthesizer.sampleRate(), ClipAudio.SAMPLE_RATE).resample(sound.pcm());
        String text = this.listener
            .transcribe(PcmSource.of(heard), TranscriptionOptions.DEFAULT.withLanguage("en"), Cancellation.never())
            .text();
        tally.add(WordErrors.between(EnglishWords.of(sentence), EnglishWords.of(text)), sound.pcm().duration(), time);
    }

    /** Sound as it comes. */
    private static final class Sound {

        private final int sampleRate;

        private float[] samples = new float[0];

        Sound(int sampleRate) {
            this.sampleRate = sampleRate;
        }

        void append(Pcm more) {
            int length = this.samples.length;
            this.samples = Arrays.copyOf(this.samples, length + more.samples().length);
            System.arraycopy(more.samples(), 0, this.samples, length, more.samples().length);
        }

        Pcm pcm() {
            return new Pcm(this.samples, this.sampleRate);
        }

    }

}
