package io.parley.lfm2audio;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.audio.AudioException;
import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.CodecGraph;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.ModelParts;
import io.parley.pool.PoolException;
import io.parley.speech.SpeechException;
import io.parley.text.Tokenizer;

/**
 * A loaded checkpoint of LFM2-Audio or LFM2.5-Audio: generates text and audio frames for
 * conversations. Thread-safe.
 */
public final class Lfm2AudioModel implements LoadedModel {

    private static final Logger logger = LoggerFactory.getLogger(Lfm2AudioModel.class);

    private static final int PRACTISED_TEXT = 2;

    private static final int PRACTISED_AUDIO = 3;

    private final InferenceRuntime runtime;

    private final Lfm2AudioParts parts;

    private final ModelParts closeables;

    private final long graphBytes;

    private volatile MemoryAllowance allowance = MemoryAllowance.unlimited();

    /** Of a state that has not grown; 0 until there is one. */
    private volatile long stateBytes;

    /** Of states that are about to be made. */
    private final AtomicLong plannedBytes = new AtomicLong();

    private final AtomicReference<GenerationPace> pace = new AtomicReference<>(GenerationPace.UNKNOWN);

    private final ConcurrentLinkedDeque<GenerationState> idle = new ConcurrentLinkedDeque<>();

    private final ConcurrentLinkedQueue<GenerationState> states = new ConcurrentLinkedQueue<>();

    /**
     * Puts a model together.
     * @param closeables all that is to be closed with it
     * @param graphBytes weight of the graphs in memory
     */
    Lfm2AudioModel(InferenceRuntime runtime, Lfm2AudioParts parts, ModelParts closeables, long graphBytes) {
        this.runtime = runtime;
        this.parts = parts;
        this.closeables = closeables;
        this.graphBytes = graphBytes;
    }

    /** A conversation that holds nothing yet. */
    public Conversation newConversation() {
        return new Conversation(this.parts.tokenizer());
    }

    /** The tokenizer of its text. */
    public Tokenizer tokenizer() {
        return this.parts.tokenizer();
    }

    /** Whether its frames can be made into sound. */
    public boolean canSpeak() {
        return this.parts.codec() != null;
    }

    /**
     * Generates an answer.
     * @param prompt ends with the beginning of the turn that is to be generated
     * @param options how
     * @param sink takes each item as it comes, on this thread
     * @param cancellation ends the work within one step
     * @return why it ended
     * @throws SpeechException.ContextExceeded if the prompt is longer than the context
     * @throws AudioException if a sound in the prompt is too short or too long
     * @throws PoolException.Saturated if the memory budget has no room for so long a
     * conversation
     * @throws CancellationException if cancelled
     */
    public FinishReason generate(Conversation prompt, GenerationOptions options, GenerationSink sink,
            Cancellation cancellation) {
        return withState((state) -> {
            state.begin(prompt, cancellation);
            GenerationSteps steps = new GenerationSteps(state, options, sink, cancellation);
            FinishReason reason = switch (options.mode()) {
                case SEQUENTIAL -> new SequentialLoop(steps).run();
                case INTERLEAVED -> new InterleavedLoop(steps, this.parts.config().interleavedText(),
                        this.parts.config().interleavedAudio())
                    .run();
            };
            state.keep();
            return reason;
        });
    }

    /**
     * A new stream of sound, to be closed by the caller.
     * @throws SpeechException.Unsupported if the checkpoint came without a codec
     */
    public AudioCodecDecoder newDecoder() {
        Lfm2AudioParts.@Nullable LoadedCodec codec = this.parts.codec();
        if (codec == null) {
            throw new SpeechException.Unsupported("model",
                    "The model's checkpoint has neither Mimi nor a detokenizer, so it cannot speak.");
        }
        return switch (codec.description()) {
            case CodecGraph.Mimi mimi -> new MimiDecoder(this.runtime, codec.graph(), mimi.states());
            case CodecGraph.Detokenizer detokenizer ->
                new Lfm2Detokenizer(this.runtime, codec.graph(), detokenizer.states());
            case CodecGraph.PublishedDetokenizer _ -> new WindowedDetokenizer(this.runtime, codec.graph());
        };
    }

    /**
     * A new stream of sound that is decoded behind a generation, to be closed by the
     * caller.
     * @param mode of the generation
     * @param sink takes the sound, on the thread that generates
     * @throws SpeechException.Unsupported if the checkpoint came without a codec
     */
    PacedSound newSound(GenerationMode mode, Consumer<Pcm> sink, Cancellation cancellation) {
        PlaybackSchedule schedule = switch (mode) {
            case SEQUENTIAL -> PlaybackSchedule.uninterrupted();
            case INTERLEAVED ->
                new PlaybackSchedule(this.parts.config().interleavedText(), this.parts.config().interleavedAudio());
        };
        return new PacedSound(newDecoder(), schedule, this.pace, System::nanoTime, sink, cancellation);
    }

    /**
     * Lends a state for some work. After a refusal or a cancellation it is lent again: a
     * prompt begins it anew, and to interrupt an answer is the everyday of a
     * conversation. After any other failure nobody knows what condition it is in: it is
     * closed.
     */
    <R> R withState(Function<GenerationState, R> work) {
        @Nullable GenerationState free = this.idle.poll();
        GenerationState state = (free != null) ? free : newState();
        R result;
        try {
            result = work.apply(state);
        }
        catch (CancellationException | SpeechException | AudioException | PoolException.Saturated ex) {
            giveBack(state);
            throw ex;
        }
        catch (Throwable ex) {
            discard(state, ex);
            throw ex;
        }
        giveBack(state);
        return result;
    }

    /** Never fails: what the work came to is what its caller is to hear. */
    private void giveBack(GenerationState state) {
        try {
            state.reset();
            this.idle.push(state);
        }
        catch (RuntimeException | OutOfMemoryError ex) {
            discard(state, ex);
            logger.warn("a state is closed that cannot be made ready for the next caller", ex);
        }
    }

    private void discard(GenerationState state, Throwable cause) {
        this.states.remove(state);
        try {
            state.close();
        }
        catch (RuntimeException ex) {
            cause.addSuppressed(ex);
        }
    }

    private GenerationState newState() {
        long bytes = this.stateBytes;
        this.plannedBytes.addAndGet(bytes);
        try {
            requireRoom();
            GenerationState state = new GenerationState(this.runtime, this.parts, this::requireRoom);
            this.stateBytes = state.bytes();
            this.states.add(state);
            return state;
        }
        finally {
            this.plannedBytes.addAndGet(-bytes);
        }
    }

    /** What is kept for later gives way to what is asked for now. */
    private void requireRoom() {
        try {
            this.allowance.require();
        }
        catch (PoolException.Saturated ex) {
            if (!this.parts.prefixes().clear()) {
                throw ex;
            }
            this.allowance.require();
        }
    }

    /**
     * Runs everything, because a first run costs several times a later one; and once
     * more, to know from the first answer on how long the steps take.
     */
    void warmUp() {
        practise();
        this.pace.set(GenerationPace.UNKNOWN);
        practise();
    }

    private void practise() {
        if (!canSpeak()) {
            practise((item) -> {
            });
            return;
        }
        try (PacedSound sound = newSound(GenerationMode.INTERLEAVED, (unheard) -> {
        }, Cancellation.never())) {
            practise(sound::accept);
            sound.finish();
        }
    }

    private void practise(GenerationSink sink) {
        withState((state) -> {
            state.begin(newConversation().begin("assistant"), Cancellation.never());
            GenerationSteps steps = new GenerationSteps(state,
                    GenerationOptions.greedy(GenerationMode.INTERLEAVED, PRACTISED_TEXT + PRACTISED_AUDIO), sink,
                    Cancellation.never());
            return new InterleavedLoop(steps, PRACTISED_TEXT, PRACTISED_AUDIO).run();
        });
    }

    @Override
    public void growWithin(MemoryAllowance bounds) {
        this.allowance = bounds;
    }

    @Override
    public long residentBytes() {
        return this.graphBytes + this.plannedBytes.get() + this.parts.prefixes().bytes()
                + this.states.stream().mapToLong(GenerationState::bytes).sum();
    }

    @Override
    public void close() {
        this.states.forEach(GenerationState::close);
        this.closeables.close();
    }

}
