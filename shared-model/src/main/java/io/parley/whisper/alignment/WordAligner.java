package io.parley.whisper.alignment;

import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * Finds when each word of a decoded window was spoken: the decoder runs once more over
 * the whole text, and the attention of the heads that follow the speech is warped to a
 * monotone path through the frames (the method of openai/whisper's word timestamps).
 * Thread-safe.
 */
public final class WordAligner implements AutoCloseable {

    /** Time from one position of the encoder to the next. */
    static final double FRAME_SECONDS = 0.02;

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final List<String> inputs;

    private final int heads;

    private final long bytes;

    /**
     * Takes over a loaded graph.
     * @param graph of {@code io.parley.compile.whisper.WhisperAligner}
     * @param inputs which of the encoder's outputs it takes
     * @param heads how many heads' attention it gives
     * @param bytes size of the graph
     */
    public WordAligner(InferenceRuntime runtime, Graph graph, List<String> inputs, int heads, long bytes) {
        this.runtime = runtime;
        this.graph = graph;
        this.inputs = List.copyOf(inputs);
        this.heads = heads;
        this.bytes = bytes;
    }

    /** Memory that it takes between calls, in bytes. */
    public long bytes() {
        return this.bytes;
    }

    /**
     * Places the words of a window.
     * @param request the text and how much sound there is
     * @param heard what the encoder left of that window, unchanged since the text was
     * decoded
     * @param cancellation ends the work
     * @return one for each segment of the request, in order: times never fall, and none
     * is past the end of the sound
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public List<AlignedSegment> align(AlignmentRequest request, CrossAttention heard, Cancellation cancellation) {
        int[] text = request.text();
        int[] firstFrames = (text.length == 0) ? new int[1]
                : TimeWarping.firstFrames(similarity(request, text, heard, cancellation));
        return new WordPlacement(request).place(firstFrames);
    }

    /** [text and its end][frames]: how much each token, as it is said, looks where. */
    private float[][] similarity(AlignmentRequest request, int[] text, CrossAttention heard,
            Cancellation cancellation) {
        int prompt = request.start().size();
        int length = prompt + text.length + 1;
        try (Tensor tokens = this.runtime.longs(1, length);
                Tensor frames = this.runtime.longs(1);
                Tensor attention = this.runtime.floats(1, this.heads, length, request.frames());
                Binding binding = this.graph.bind()) {
            for (int i = 0; i < length; i++) {
                int id = (i < prompt) ? request.start().get(i)
                        : (i < length - 1) ? text[i - prompt] : request.endOfText();
                tokens.longs().put(i, id);
            }
            frames.longs().put(0, request.frames());
            binding.input("tokens", tokens).input("frames", frames).output("attention", attention);
            this.inputs.forEach((name) -> binding.input(name, heard.cross(name)));
            binding.run(cancellation);
            // a token is said at the place before its own
            return AttentionMatrix.combine(attention.floats(), this.heads, length, request.frames(), prompt - 1,
                    text.length + 1);
        }
    }

    @Override
    public void close() {
        this.graph.close();
    }

}
