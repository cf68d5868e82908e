package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;

/**
 * A part of LFM2-Audio that is a graph of its own, compiled and kept apart from the
 * others, so that models whose recipes differ in one part share the rest.
 */
enum Lfm2AudioPart {

    /** Sound to embeddings; see {@link FastConformerGraph}. */
    ENCODER("encoder") {
        @Override
        void write(GraphBuilder graph, ShapedWeights weights, Lfm2AudioConfig config, LinearPrecision precision)
                throws IOException {
            new FastConformerGraph(graph, weights, config.encoder(), config.backbone().width(), precision).write();
        }
    },

    /** Embeddings to hidden states; see {@link Lfm2BackboneGraph}. */
    BACKBONE("backbone") {
        @Override
        void write(GraphBuilder graph, ShapedWeights weights, Lfm2AudioConfig config, LinearPrecision precision)
                throws IOException {
            new Lfm2BackboneGraph(graph, weights, config.backbone(), precision).write();
        }
    },

    /** A hidden state to scores of text; see {@link TextHeadGraph}. */
    TEXT_HEAD("text-head") {
        @Override
        void write(GraphBuilder graph, ShapedWeights weights, Lfm2AudioConfig config, LinearPrecision precision)
                throws IOException {
            new TextHeadGraph(graph, weights, config.backbone(), precision).write();
        }
    },

    /** A hidden state to an audio frame; see {@link DepthformerGraph}. */
    DEPTHFORMER("depthformer") {
        @Override
        void write(GraphBuilder graph, ShapedWeights weights, Lfm2AudioConfig config, LinearPrecision precision)
                throws IOException {
            new DepthformerGraph(graph, weights, config, precision).write();
        }
    };

    private static final String MODEL = "lfm2-audio-";

    private final String id;

    Lfm2AudioPart(String id) {
        this.id = id;
    }

    /** The name of its architecture. */
    String architecture() {
        return MODEL + this.id;
    }

    /** The file of its graph. */
    String file() {
        return this.id + ".onnx";
    }

    /**
     * Adds everything to a graph.
     * @throws io.parley.weights.WeightsException if a tensor is missing or misshapen
     */
    abstract void write(GraphBuilder graph, ShapedWeights weights, Lfm2AudioConfig config, LinearPrecision precision)
            throws IOException;

}
