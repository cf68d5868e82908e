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
import io.parley.speech.TranscriptToken;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.alignment.AlignmentRequest;
import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.DecodingSettings;
import io.parley.whisper.decoding.WindowDecoder;
import io.parley.whisper.decoding.WindowRequest;
import io.parley.whisper.alignment.TimedTokens;
import io.parley.whisper.alignment.WordAligner;

/**
 * What placing the words of a full window costs beside encoding and decoding it, in turns
 * so that other load falls on all alike.
 */
final class AlignmentCosts {

    private static final int ROUNDS = 7;

    private AlignmentCosts() {
    }

    public static void main(String[] arguments) {
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 1,
                DecodingSettings.DEFAULT);
        InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        try (SpeechClips clips = new SpeechClips();
                WhisperModel model = loader.spec(TestModels.whisperBaseEntry()).loader().apply(runtime)) {
            Pcm sound = clips.clip("speech/long/two_cities.flac");
            float[] window = Arrays.copyOf(sound.samples(), 480_000);
            DecoderState state = model.borrowState();
            WindowDecoder decoder = new WindowDecoder(model.decoding(), state);
            WindowRequest wanted = new WindowRequest("en", Task.TRANSCRIBE, List.of(), true, 0);
            WordAligner aligner = model.aligner();
            double[][] millis = new double[2][ROUNDS];
            int tokens = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                DecodedWindow decoded = decoder.decode(window, 0, window.length, wanted, Cancellation.never());
                List<TranscriptToken> text = Arrays.stream(decoded.tokens())
                    .filter((id) -> id < model.vocabulary().endOfText())
                    .mapToObj((id) -> new TranscriptToken(id, model.decoding().bytes().bytes(id), 0))
                    .toList();
                long between = System.nanoTime();
                aligner.align(
                        new AlignmentRequest(model.vocabulary().startWithoutTimes("en", Task.TRANSCRIBE),
                                model.vocabulary().endOfText(), "en", List.of(new TimedTokens(text, 0, 30)), 1500, 0),
                        state::cross, Cancellation.never());
                millis[0][round] = (between - start) / 1e6;
                millis[1][round] = (System.nanoTime() - between) / 1e6;
                tokens = text.size();
            }
            model.giveBack(state);
            for (double[] part : millis) {
                Arrays.sort(part);
            }
            System.out.printf("%d tokens: encode and decode %.0f ms, align %.0f ms (medians)%n", tokens,
                    millis[0][ROUNDS / 2], millis[1][ROUNDS / 2]);
        }
    }

}
