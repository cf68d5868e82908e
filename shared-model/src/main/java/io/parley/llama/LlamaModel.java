package io.parley.llama;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.ModelParts;
import io.parley.pool.PoolException;
import io.parley.speech.ChatMessage;
import io.parley.speech.SpeechException;
import io.parley.speech.TextGenerationOptions;
import io.parley.speech.TextReply;
import io.parley.speech.TextSink;

/** A loaded Llama-shaped model. Thread-safe. */
public final class LlamaModel implements LoadedModel {

    private static final Logger logger = LoggerFactory.getLogger(LlamaModel.class);

    private final InferenceRuntime runtime;

    private final LlamaParts parts;

    private final LlamaText text;

    private final ModelParts closeables;

    private final long graphBytes;

    private volatile MemoryAllowance allowance = MemoryAllowance.unlimited();

    /** Of a state that has not grown; 0 until there is one. */
    private volatile long stateBytes;

    /** Of states that are about to be made. */
    private final AtomicLong plannedBytes = new AtomicLong();

    private final List<LlamaState> idle = new ArrayList<>();

    private final ConcurrentLinkedQueue<LlamaState> states = new ConcurrentLinkedQueue<>();

    /**
     * Puts a model together.
     * @param text its tokenizer and template
     * @param closeables all that is to be closed with it
     * @param graphBytes weight of the graph in memory
     */
    LlamaModel(InferenceRuntime runtime, LlamaParts parts, LlamaText text, ModelParts closeables, long graphBytes) {
        this.runtime = runtime;
        this.parts = parts;
        this.text = text;
        this.closeables = closeables;
        this.graphBytes = graphBytes;
    }

    /**
     * Answers a conversation.
     * @param messages all turns so far, at least one
     * @param options what the caller asks for
     * @param sink takes the answer as it comes, on this thread
     * @param cancellation ends the work within one step
     * @throws SpeechException.ContextExceeded if the conversation is longer than the
     * context
     * @throws PoolException.Saturated if the memory budget has no room for so long a
     * conversation
     * @throws CancellationException if cancelled
     */
    public TextReply respond(List<ChatMessage> messages, TextGenerationOptions options, TextSink sink,
            Cancellation cancellation) {
        int[] prompt = this.text.prompt(messages);
        int limit = this.parts.config().positions();
        if (prompt.length >= limit) {
            throw new SpeechException.ContextExceeded(prompt.length, limit);
        }
        return withState(prompt,
                (state) -> new AnswerLoop(state, this.text, options, sink, cancellation).answer(prompt));
    }

    /**
     * Reads a conversation's beginning, so that an answer to a longer one begins sooner.
     * @param beginning too short a one is left alone, as is one that is too long to be
     * answered
     * @see #respond
     */
    public void read(List<ChatMessage> beginning, Cancellation cancellation) {
        int[] prompt = this.text.prompt(beginning);
        if (prompt.length >= LlamaState.WORTH_KEEPING && prompt.length < this.parts.config().positions()) {
            withState(prompt, (state) -> {
                state.read(prompt, cancellation);
                return prompt;
            });
        }
    }

    private <R> R withState(int[] prompt, Function<LlamaState, R> work) {
        LlamaState state = takeIdle(prompt);
        if (state == null) {
            state = newState();
        }
        try {
            R result = work.apply(state);
            giveBack(state);
            return result;
        }
        catch (CancellationException | SpeechException | PoolException.Saturated ex) {
            giveBack(state);
            throw ex;
        }
        catch (Throwable ex) {
            discard(state, ex);
            throw ex;
        }
    }

    /** The state that holds the most of what a prompt begins with. */
    private @Nullable LlamaState takeIdle(int[] prompt) {
        synchronized (this.idle) {
            LlamaState best = this.idle.stream()
                .max(Comparator.comparingInt((state) -> state.common(prompt)))
                .orElse(null);
            this.idle.remove(best);
            return best;
        }
    }

    /** Never fails: what the work came to is what its caller is to hear. */
    private void giveBack(LlamaState state) {
        try {
            state.shrink();
        }
        catch (RuntimeException | OutOfMemoryError ex) {
            discard(state, ex);
            logger.warn("a state is closed that cannot be made ready for the next caller", ex);
            return;
        }
        synchronized (this.idle) {
            this.idle.add(state);
        }
    }

    private void discard(LlamaState state, Throwable cause) {
        this.states.remove(state);
        try {
            state.close();
        }
        catch (RuntimeException ex) {
            cause.addSuppressed(ex);
        }
    }

    private LlamaState newState() {
        long bytes = this.stateBytes;
        this.plannedBytes.addAndGet(bytes);
        try {
            this.allowance.require();
            LlamaState state = new LlamaState(this.runtime, this.parts, () -> this.allowance.require());
            this.stateBytes = state.bytes();
            this.states.add(state);
            return state;
        }
        finally {
            this.plannedBytes.addAndGet(-bytes);
        }
    }

    /** Runs everything once: a first run costs several times a later one. */
    void warmUp() {
        respond(List.of(new ChatMessage(ChatMessage.Role.USER, "Hello")),
                new TextGenerationOptions(2, 0, 1, List.of(), 0, false), (words) -> {
                }, Cancellation.never());
    }

    @Override
    public void growWithin(MemoryAllowance bounds) {
        this.allowance = bounds;
    }

    @Override
    public long residentBytes() {
        return this.graphBytes + this.plannedBytes.get() + this.states.stream().mapToLong(LlamaState::bytes).sum();
    }

    @Override
    public void close() {
        this.states.forEach(LlamaState::close);
        this.closeables.close();
    }

}
