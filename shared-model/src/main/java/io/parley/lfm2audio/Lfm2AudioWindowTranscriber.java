package io.parley.lfm2audio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.audio.Pcm;
import io.parley.audio.PerFeatureLogMel;
import io.parley.audio.QuietestPlace;
import io.parley.concurrent.Cancellation;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.TranscriptToken;
import io.parley.speech.Transcription;
import io.parley.text.CompressionRatio;
import io.parley.text.Tokenizer;

/**
 * Transcribes the windows of one sound, a segment each. A window that does not come to
 * its end within the limit of its tokens is cut at its quietest place, and so are its
 * halves: what goes round in circles on the whole seldom does on both. Not thread-safe.
 */
final class Lfm2AudioWindowTranscriber {

    private static final Logger logger = LoggerFactory.getLogger(Lfm2AudioWindowTranscriber.class);

    private static final String INSTRUCTION = "Perform ASR.";

    private static final int SHORTEST = (PerFeatureLogMel.MIN_FRAMES - 1) * PerFeatureLogMel.HOP;

    /** Windows of 30 s end as pieces of 5 to 10 s. */
    private static final int MAX_CUTS = 2;

    private static final int FRAME = PerFeatureLogMel.SAMPLE_RATE / 10;

    private final Lfm2AudioModel model;

    private final TokenLimit limit;

    private final Sampling sampling;

    private final long seed;

    private final TranscriptSink sink;

    private final Cancellation cancellation;

    private final List<TranscriptSegment> segments = new ArrayList<>();

    private int audioPositions;

    private int outputTokens;

    /**
     * Begins a sound.
     * @param limit on what one window may say
     * @param temperature 0 for the likeliest text
     * @param seed of all draws
     */
    Lfm2AudioWindowTranscriber(Lfm2AudioModel model, TokenLimit limit, double temperature, long seed,
            TranscriptSink sink, Cancellation cancellation) {
        this.model = model;
        this.limit = limit;
        this.sampling = (temperature == 0) ? Sampling.GREEDY : new Sampling((float) temperature, 0);
        this.seed = seed;
        this.sink = sink;
        this.cancellation = cancellation;
    }

    /**
     * Transcribes the next window; one that is shorter than the encoder takes has no
     * words.
     * @param window 16 kHz
     * @param start samples before it
     */
    void hear(float[] window, long start) {
        hear(window, start, MAX_CUTS);
    }

    private void hear(float[] window, long start, int cuts) {
        if (window.length < SHORTEST) {
            return;
        }
        List<GeneratedItem> items = new ArrayList<>();
        FinishReason reason = this.model.generate(prompt(window), options(window), items::add, this.cancellation);
        // both parts have at least a third
        if (reason != FinishReason.END_OF_TURN && cuts > 0 && window.length >= 3 * SHORTEST) {
            int cut = QuietestPlace.between(window, window.length / 3, window.length * 2 / 3, FRAME);
            hear(Arrays.copyOf(window, cut), start, cuts - 1);
            hear(Arrays.copyOfRange(window, cut, window.length), start + cut, cuts - 1);
            return;
        }
        if (reason != FinishReason.END_OF_TURN) {
            logger.warn("the {} ms of sound from {} ms on did not come to their end within {} tokens; words may lack",
                    time(window.length).toMillis(), time(start).toMillis(), items.size());
        }
        say(items, start, start + window.length);
    }

    private Conversation prompt(float[] window) {
        Conversation prompt = this.model.newConversation()
            .system(INSTRUCTION)
            .begin("user")
            .sound(new Pcm(window, PerFeatureLogMel.SAMPLE_RATE))
            .end()
            .begin("assistant");
        this.audioPositions += (int) prompt.modalities()
            .stream()
            .filter((modality) -> modality == Modality.AUDIO_IN)
            .count();
        return prompt;
    }

    private GenerationOptions options(float[] window) {
        return new GenerationOptions(GenerationMode.SEQUENTIAL, this.limit.tokens(time(window.length)), this.sampling,
                Sampling.GREEDY, this.seed);
    }

    private void say(List<GeneratedItem> items, long start, long end) {
        List<TranscriptToken> tokens = tokens(items);
        String text = text(tokens);
        if (text.isBlank()) {
            return;
        }
        double sum = tokens.stream().mapToDouble(TranscriptToken::logProbability).sum();
        TranscriptSegment segment = new TranscriptSegment(time(start), time(end), text, tokens, List.of(),
                new TranscriptSegment.Decoding(time(start), Math.max(0, this.sampling.temperature()),
                        sum / tokens.size(), CompressionRatio.of(text), 0));
        this.outputTokens += tokens.size();
        this.segments.add(segment);
        this.sink.accept(segment);
    }

    /** What makes up the text; a space divides it from what came before. */
    private List<TranscriptToken> tokens(List<GeneratedItem> items) {
        Tokenizer tokenizer = this.model.tokenizer();
        List<TranscriptToken> tokens = new ArrayList<>();
        for (GeneratedItem item : items) {
            if (!(item instanceof GeneratedItem.TextToken token)) {
                continue;
            }
            byte[] bytes = tokenizer.bytes(token.id());
            if (bytes.length == 0) {
                continue;
            }
            boolean divide = tokens.isEmpty() && !Character.isWhitespace(bytes[0]);
            tokens.add(new TranscriptToken(token.id(), divide ? afterSpace(bytes) : bytes, token.logProbability()));
        }
        return tokens;
    }

    private static byte[] afterSpace(byte[] bytes) {
        byte[] divided = new byte[bytes.length + 1];
        divided[0] = ' ';
        System.arraycopy(bytes, 0, divided, 1, bytes.length);
        return divided;
    }

    private static String text(List<TranscriptToken> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach((token) -> bytes.writeBytes(token.bytes()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What was heard so far. */
    List<TranscriptSegment> segments() {
        return List.copyOf(this.segments);
    }

    /** What it took so far. The model takes no prompt of the caller's. */
    Transcription.TokenUsage usage() {
        return new Transcription.TokenUsage(this.audioPositions, 0, this.outputTokens);
    }

    private static Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / PerFeatureLogMel.SAMPLE_RATE);
    }

}
