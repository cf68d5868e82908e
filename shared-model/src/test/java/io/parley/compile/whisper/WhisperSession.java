package io.parley.compile.whisper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.parley.testing.OnnxEnvironment;

/** Compiled Whisper graphs in ONNX Runtime, without the product's pool. */
final class WhisperSession implements AutoCloseable {

    final WhisperDimensions dimensions;

    private final OrtEnvironment environment = OnnxEnvironment.get();

    private final OrtSession encoder;

    private final OrtSession decoder;

    WhisperSession(WhisperGraphs graphs) throws OrtException {
        this.dimensions = graphs.dimensions();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(2);
            options.addConfigEntry("session.intra_op.allow_spinning", "1");
            options.addConfigEntry("session.force_spinning_stop", "1");
            this.encoder = this.environment.createSession(graphs.encoder().toString(), options);
            this.decoder = this.environment.createSession(graphs.decoder().toString(), options);
        }
    }

    /** The cross-attention's keys and values of one clip, [mels, frames] row-major. */
    OrtSession.Result encode(float[] mel) throws OrtException {
        long[] shape = { 1, this.dimensions.mels(), mel.length / this.dimensions.mels() };
        try (OnnxTensor input = OnnxTensor.createTensor(this.environment, FloatBuffer.wrap(mel), shape)) {
            return this.encoder.run(Map.of("mel", input));
        }
    }

    /** A decoder whose caches grow with every call. */
    Decoding growing(OrtSession.Result cross) throws OrtException {
        return new Decoding(cross, 0);
    }

    /** A decoder with one buffer a cache, bound as past and present. */
    Decoding shared(OrtSession.Result cross) throws OrtException {
        return new Decoding(cross, this.dimensions.textContext());
    }

    @Override
    public void close() throws OrtException {
        this.encoder.close();
        this.decoder.close();
    }

    /** One sequence. */
    final class Decoding implements AutoCloseable {

        private final Map<String, OnnxTensor> inputs = new HashMap<>();

        private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();

        private final boolean shared;

        private final OnnxTensor bias;

        private final OnnxTensor count;

        private int past;

        private OrtSession.Result last;

        private Decoding(OrtSession.Result cross, int capacity) throws OrtException {
            this.shared = capacity > 0;
            float[] nothing = new float[WhisperSession.this.dimensions.vocabulary()];
            this.bias = OnnxTensor.createTensor(WhisperSession.this.environment, nothing);
            this.inputs.put("bias", this.bias);
            this.count = OnnxTensor.createTensor(WhisperSession.this.environment, new long[] { 1 });
            this.inputs.put("count", this.count);
            cross.forEach((entry) -> this.inputs.put(entry.getKey(), (OnnxTensor) entry.getValue()));
            long[] shape = { 1, WhisperSession.this.dimensions.heads(), capacity,
                    WhisperSession.this.dimensions.headWidth() };
            for (int i = 0; i < WhisperSession.this.dimensions.decoderLayers(); i++) {
                for (String part : new String[] { "k_", "v_" }) {
                    int floats = Math.toIntExact(shape[1] * shape[2] * shape[3]);
                    FloatBuffer buffer = ByteBuffer.allocateDirect(4 * floats)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
                    IntStream.range(0, floats).forEach((at) -> buffer.put(at, Float.NaN));
                    OnnxTensor cache = OnnxTensor.createTensor(WhisperSession.this.environment, buffer, shape);
                    this.inputs.put("past_" + part + i, cache);
                    if (this.shared) {
                        this.pinned.put("present_" + part + i, cache);
                    }
                }
            }
        }

        /** Logits after the last of some tokens that follow those so far. */
        float[] step(int... tokens) throws OrtException {
            OrtEnvironment environment = WhisperSession.this.environment;
            int total = this.past + tokens.length;
            long[] ids = IntStream.of(tokens).asLongStream().toArray();
            long[] at = IntStream.range(this.past, total).asLongStream().toArray();
            try (OnnxTensor token = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids),
                    new long[] { 1, ids.length });
                    OnnxTensor positions = OnnxTensor.createTensor(environment, LongBuffer.wrap(at),
                            new long[] { at.length });
                    OnnxTensor before = OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] { total - 1 }),
                            new long[] { 1 });
                    OnnxTensor length = OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] { total }),
                            new long[] { 1 })) {
                this.inputs.put("tokens", token);
                this.inputs.put("positions", positions);
                this.inputs.put("seqlens_k", before);
                this.inputs.put("total_len", length);
                OrtSession.Result result = this.shared
                        ? WhisperSession.this.decoder.run(this.inputs, java.util.Set.of("logits"), this.pinned)
                        : WhisperSession.this.decoder.run(this.inputs);
                this.past = total;
                float[][] logits = (float[][]) result.get("logits").orElseThrow().getValue();
                keep(result);
                return logits[0];
            }
        }

        private void keep(OrtSession.Result result) {
            if (this.last != null) {
                this.last.close();
            }
            this.last = null;
            if (this.shared) {
                // closes the logits alone: the pinned caches stay ours
                result.close();
                return;
            }
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getKey().startsWith("present_")) {
                    this.inputs.put(entry.getKey().replace("present", "past"), (OnnxTensor) entry.getValue());
                }
            }
            this.last = result;
        }

        @Override
        public void close() {
            if (this.last != null) {
                this.last.close();
            }
            this.bias.close();
            this.count.close();
            this.pinned.values().forEach(OnnxTensor::close);
        }

    }

}
