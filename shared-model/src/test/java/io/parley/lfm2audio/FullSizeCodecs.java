package io.parley.lfm2audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.parley.testing.SafetensorsFile;
import io.parley.weights.DataType;

/** The codecs' weights at their published size, random and all different. */
final class FullSizeCodecs {

    /** The detokenizer's configuration. */
    static final String CONFIG = """
            {"hidden_size": 512, "num_hidden_layers": 8, "num_attention_heads": 16, "num_key_value_heads": 8,
             "vocab_size": 65536, "block_ff_dim": 3328, "block_auto_adjust_ff_dim": true,
             "block_ffn_dim_multiplier": 1.0, "block_multiple_of": 256, "conv_L_cache": 3, "conv_bias": false,
             "norm_eps": 1e-05, "rope_theta": 1000000.0, "max_position_embeddings": 128000, "sliding_window": 30,
             "output_size": 1282, "layer_types": ["conv", "conv", "sliding_attention", "conv",
             "sliding_attention", "conv", "sliding_attention", "conv"]}
            """;

    private final SplittableRandom random = new SplittableRandom(11);

    /** Mimi's weights, to be written. */
    SafetensorsFile mimi() {
        SafetensorsFile file = new SafetensorsFile();
        for (int codebook = -1; codebook < 7; codebook++) {
            String part = "quantizer." + ((codebook < 0) ? "rvq_first" : "rvq_rest");
            String name = part + ".vq.layers." + Math.max(0, codebook) + "._codebook.";
            random(file, name + "embedding_sum", 1, 2048, 256);
            random(file, name + "cluster_usage", 0, 2048);
            if (codebook < 1) {
                random(file, part + ".output_proj.weight", 256, 512, 256, 1);
            }
        }
        random(file, "upsample.convtr.convtr.convtr.weight", 2, 512, 1, 4);
        for (int layer = 0; layer < 8; layer++) {
            String name = "decoder_transformer.transformer.layers." + layer + ".";
            random(file, name + "self_attn.in_proj_weight", 512, 1536, 512);
            random(file, name + "self_attn.out_proj.weight", 512, 512, 512);
            random(file, name + "linear1.weight", 512, 2048, 512);
            random(file, name + "linear2.weight", 2048, 512, 2048);
            for (String vector : List.of("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
                    "layer_scale_1.scale", "layer_scale_2.scale")) {
                random(file, name + vector, 0, 512);
            }
        }
        convolution(file, "0.conv.conv", 1024, 1024, 512, 7);
        int[] ratios = { 8, 6, 5, 4 };
        for (int stage = 0; stage < ratios.length; stage++) {
            int inputs = 1024 >> stage;
            int width = inputs / 2;
            int number = 2 + 3 * stage;
            convolution(file, number + ".convtr.convtr", width, inputs, width, 2 * ratios[stage]);
            convolution(file, number + 1 + ".block.1.conv.conv", width / 2, width / 2, width, 3);
            convolution(file, number + 1 + ".block.3.conv.conv", width, width, width / 2, 1);
        }
        convolution(file, "14.conv.conv", 1, 1, 64, 3);
        return file;
    }

    private void convolution(SafetensorsFile file, String name, int outputs, long... shape) {
        random(file, "decoder.model." + name + ".weight", (int) (shape[1] * shape[2]), shape);
        random(file, "decoder.model." + name + ".bias", 0, outputs);
    }

    /** The detokenizer's weights, to be written. */
    SafetensorsFile detokenizer() {
        SafetensorsFile file = new SafetensorsFile();
        random(file, "emb.emb.weight", 1, 16384, 512);
        random(file, "lfm.embedding_norm.weight", 0, 512);
        random(file, "lin.weight", 512, 1282, 512);
        random(file, "lin.bias", 0, 1282);
        for (int layer = 0; layer < 8; layer++) {
            String name = "lfm.layers." + layer + ".";
            random(file, name + "operator_norm.weight", 0, 512);
            random(file, name + "ffn_norm.weight", 0, 512);
            random(file, name + "feed_forward.w1.weight", 512, 2304, 512);
            random(file, name + "feed_forward.w3.weight", 512, 2304, 512);
            random(file, name + "feed_forward.w2.weight", 2304, 512, 2304);
            if (layer == 2 || layer == 4 || layer == 6) {
                random(file, name + "self_attn.q_proj.weight", 512, 512, 512);
                random(file, name + "self_attn.out_proj.weight", 512, 512, 512);
                random(file, name + "self_attn.k_proj.weight", 512, 256, 512);
                random(file, name + "self_attn.v_proj.weight", 512, 256, 512);
                random(file, name + "self_attn.q_layernorm.weight", 0, 32);
                random(file, name + "self_attn.k_layernorm.weight", 0, 32);
            }
            else {
                random(file, name + "conv.in_proj.weight", 512, 1536, 512);
                random(file, name + "conv.conv.weight", 3, 512, 1, 3);
                random(file, name + "conv.out_proj.weight", 512, 512, 512);
            }
        }
        return file;
    }

    /** Weights of unit gain; near 0.5 for vectors, which {@code inputs} 0 stands for. */
    private void random(SafetensorsFile file, String name, int inputs, long... shape) {
        SplittableRandom own = this.random.split();
        int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
        file.add(name, DataType.FLOAT32, Arrays.stream(shape).boxed().toList(), (stream) -> {
            ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            double deviation = Math.sqrt(3.0 / Math.max(1, inputs));
            for (int i = 0; i < size; i++) {
                double value = own.nextDouble(-1, 1);
                bytes.putFloat((float) ((inputs == 0) ? 0.5 + 0.1 * value : deviation * value));
            }
            stream.write(bytes.array());
        });
    }

}
