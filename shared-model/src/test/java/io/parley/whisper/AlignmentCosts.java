package io.parley.whisper;

import java.util.Arrays;
import java.util.List;

import io.parley.audio.Pcm;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.alignment.AlignmentRequest;
import io.parley.whisper.alignment.TimedTokens;
import io.parley.whisper.alignment.WordAligner;

/**
 * What placing the words of a full window costs beside encoding and greedily decoding it,
 * in turns so that other load falls on all alike.
 */
final class AlignmentCosts {

    private static final int ROUNDS = 7;

    private AlignmentCosts() {
    }

    public static void main(String[] arguments) {
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 1);
        InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        try (SpeechClips clips = new SpeechClips();
                WhisperModel model = loader.spec(TestModels.whisperBaseEntry()).loader().apply(runtime)) {
            Pcm sound = clips.clip("speech/long/two_cities.flac");
            float[] window = Arrays.copyOf(sound.samples(), 480_000);
            List<TimedTokens> text = WordTimesGolden.load()
                .clips()
                .stream()
                .filter((clip) -> clip.file().contains("367-130732"))
                .flatMap((clip) -> clip.segments().stream())
                .map(WordTimesGolden.Segment::timedTokens)
                .toList();
            long tokens = text.stream().mapToLong((segment) -> segment.tokens().size()).sum();
            AlignmentRequest request = new AlignmentRequest(model.vocabulary().transcribeIn("en"),
                    model.vocabulary().endOfText(), "en", text, 1500, 0);
            DecoderState state = model.borrowState();
            WordAligner aligner = model.aligner();
            double[][] millis = new double[3][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                state.encode(model.spectrogram().compute(window, 0, window.length, 3_000), Cancellation.never());
                long encoded = System.nanoTime();
                state.append(model.vocabulary().transcribeIn("en"), Cancellation.never());
                for (TimedTokens segment : text) {
                    segment.tokens().forEach((token) -> state.append(token.id(), Cancellation.never()));
                }
                long decoded = System.nanoTime();
                aligner.align(request, state::cross, Cancellation.never());
                millis[0][round] = (encoded - start) / 1e6;
                millis[1][round] = (decoded - encoded) / 1e6;
                millis[2][round] = (System.nanoTime() - decoded) / 1e6;
            }
            model.giveBack(state);
            for (double[] part : millis) {
                Arrays.sort(part);
            }
            System.out.printf("%d tokens: encode %.0f ms, decode %.0f ms, align %.0f ms (medians)%n", tokens,
                    millis[0][ROUNDS / 2], millis[1][ROUNDS / 2], millis[2][ROUNDS / 2]);
        }
    }

}
