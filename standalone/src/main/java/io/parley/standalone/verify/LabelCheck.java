package io.parley.standalone.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.parley.audio.AudioException;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.AudioClassifier;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;
import io.parley.speech.SpeechException;

/**
 * Scores all labels of a collection for each of its sounds, and counts the right ones.
 */
public final class LabelCheck {

    private final ClipAudio audio;

    private final AudioClassifier classifier;

    private final VerificationListener progress;

    public LabelCheck(ClipAudio audio, AudioClassifier classifier, VerificationListener progress) {
        this.audio = audio;
        this.classifier = classifier;
        this.progress = progress;
    }

    /**
     * Runs over clips.
     * @param clips those without a label are passed over
     * @param labels all that are asked about
     * @return the share of clips whose own label scored highest; empty without clips
     */
    public Optional<Measurement> run(List<Clip> clips, List<String> labels) {
        List<Clip> labelled = clips.stream().filter((clip) -> clip.label() != null).toList();
        if (labelled.isEmpty()) {
            return Optional.empty();
        }
        Tally tally = new Tally();
        int done = 0;
        for (Clip clip : labelled) {
            try {
                classify(clip, labels, tally);
            }
            catch (AudioException | SpeechException.Unsupported | SpeechException.Overloaded | IOException ex) {
                this.progress.failed(clip.file().toString(), String.valueOf(ex.getMessage()));
                tally.addFailure();
            }
            this.progress.step("classified", ++done, labelled.size());
        }
        return Optional.of(tally.accuracy("right label of " + labels.size()));
    }

    private void classify(Clip clip, List<String> labels, Tally tally) throws IOException {
        try (Counted sound = new Counted(this.audio.open(clip.file()))) {
            long start = System.nanoTime();
            List<LabelScore> scores = this.classifier
                .classify(sound,
                        ClassificationOptions.DEFAULT.withLabels(labels.stream().map(LabelCheck::spoken).toList()),
                        ClassifiedSegmentSink.none(), Cancellation.never())
                .scores();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            LabelScore best = scores.stream().max(Comparator.comparingDouble(LabelScore::score)).orElseThrow();
            boolean right = best.label().equals(spoken(Objects.requireNonNull(clip.label())));
            tally.add(new WordErrors(right ? 0 : 1, 1), sound.duration(), time);
        }
    }

    /** Collections write labels as names of folders. */
    private static String spoken(String label) {
        return label.replace('_', ' ');
    }

    /** Knows how much was read. */
    private static final class Counted implements PcmSource {

        private final PcmSource sound;

        private long samples;

        Counted(PcmSource sound) {
            this.sound = sound;
        }

        Duration duration() {
            return Duration.ofNanos(this.samples * 1_000_000_000L / sampleRate());
        }

        @Override
        public int sampleRate() {
            return this.sound.sampleRate();
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            int count = this.sound.read(buffer, offset, length);
            this.samples += Math.max(count, 0);
            return count;
        }

        @Override
        public void close() {
            this.sound.close();
        }

    }

}
