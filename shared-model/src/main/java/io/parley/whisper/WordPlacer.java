package io.parley.whisper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.audio.LogMelSpectrogram;
import io.parley.concurrent.Cancellation;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.whisper.alignment.AlignedSegment;
import io.parley.whisper.alignment.AlignmentRequest;
import io.parley.whisper.alignment.TimedTokens;
import io.parley.whisper.decoding.DecoderState;

/**
 * Gives the segments of a window their words.
 */
final class WordPlacer {

    /** Sound that the encoder turns into one position, in samples. */
    private static final int POSITION = 2 * LogMelSpectrogram.HOP;

    private final WhisperModel model;

    private final Task task;

    WordPlacer(WhisperModel model, Task task) {
        this.model = model;
        this.task = task;
    }

    /**
     * Places the words of a window.
     * @param state holds what the encoder made of the window
     * @param segments of the window, in order; at least one
     * @param start of the window in the sound, in samples
     * @param samples how much of the window the segments account for
     * @param last where the last word before ends
     * @return the segments with words, and with the times of their words
     */
    List<TranscriptSegment> place(DecoderState state, List<TranscriptSegment> segments, String language, long start,
            int samples, Duration last, Cancellation cancellation) {
        Duration window = WhisperTranscript.time(start);
        int frames = Math.clamp(samples / POSITION, 1, state.positions());
        AlignmentRequest request = new AlignmentRequest(this.model.vocabulary().startWithoutTimes(language, this.task),
                this.model.vocabulary().endOfText(), language,
                segments.stream()
                    .map((segment) -> new TimedTokens(segment.tokens(), seconds(segment.start().minus(window)),
                            seconds(segment.end().minus(window))))
                    .toList(),
                frames, Math.min(0, seconds(last.minus(window))));
        List<AlignedSegment> aligned = this.model.aligner().align(request, state::cross, cancellation);
        List<TranscriptSegment> placed = new ArrayList<>();
        for (int i = 0; i < aligned.size(); i++) {
            placed.add(placed(segments.get(i), aligned.get(i), window));
        }
        return placed;
    }

    private static TranscriptSegment placed(TranscriptSegment segment, AlignedSegment aligned, Duration window) {
        return new TranscriptSegment(window.plus(duration(aligned.start())), window.plus(duration(aligned.end())),
                segment.text(), segment.tokens(),
                aligned.words().stream().map((word) -> word.toTranscriptWord(window)).toList(), segment.decoding());
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

}
