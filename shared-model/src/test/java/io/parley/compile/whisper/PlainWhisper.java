package io.parley.compile.whisper;

import java.util.Arrays;

/**
 * Whisper's forward pass in plain loops and double precision, straight from its
 * definition and without a cache. Sequences are [time][width].
 */
final class PlainWhisper {

    private final TinyWhisper weights;

    PlainWhisper(TinyWhisper weights) {
        this.weights = weights;
    }

    /** The encoder's output for a spectrogram [mels][frames]. */
    double[][] encode(double[][] mel) {
        double[][] x = convolve(convolve(mel, 1), 2);
        double[][] stream = new double[x[0].length][x.length];
        float[] positions = this.weights.get("encoder/position_encodings/encodings");
        for (int t = 0; t < stream.length; t++) {
            for (int c = 0; c < x.length; c++) {
                stream[t][c] = x[c][t] + positions[t * x.length + c];
            }
        }
        for (int i = 0; i < TinyWhisper.LAYERS; i++) {
            String layer = "encoder/layer_" + i;
            stream = selfAttention(stream, layer, false);
            stream = feedForward(stream, layer);
        }
        return norm(stream, "encoder");
    }

    /** Logits after the last of some tokens. */
    double[] logits(double[][] heard, int... tokens) {
        int width = TinyWhisper.WIDTH;
        float[] embeddings = this.weights.get("decoder/embeddings/weight");
        double[] last = norm(throughLayers(heard, TinyWhisper.LAYERS, tokens), "decoder")[tokens.length - 1];
        double[] logits = new double[TinyWhisper.VOCABULARY];
        for (int v = 0; v < logits.length; v++) {
            for (int c = 0; c < width; c++) {
                logits[v] += last[c] * embeddings[v * width + c];
            }
        }
        return logits;
    }

    /** How much each token looks at each of the first frames: [tokens][frames]. */
    double[][] crossAttention(double[][] heard, int frames, int layer, int head, int... tokens) {
        String name = "decoder/layer_" + layer;
        double[][] stream = selfAttention(throughLayers(heard, layer, tokens), name, true);
        double[][] query = linear(norm(stream, name + "/attention"), name + "/attention/linear_0");
        double[][] key = columns(linear(heard, name + "/attention/linear_1"), 0);
        int width = TinyWhisper.WIDTH / TinyWhisper.HEADS;
        double[][] attention = new double[tokens.length][frames];
        for (int at = 0; at < tokens.length; at++) {
            int t = at;
            double[] row = attention[t];
            Arrays.setAll(row, (s) -> {
                double score = 0;
                for (int c = head * width; c < (head + 1) * width; c++) {
                    score += query[t][c] * key[s][c];
                }
                return Math.exp(score / Math.sqrt(width));
            });
            double total = Arrays.stream(row).sum();
            Arrays.setAll(row, (s) -> row[s] / total);
        }
        return attention;
    }

    /** The decoder's stream before a layer. */
    private double[][] throughLayers(double[][] heard, int layers, int... tokens) {
        int width = TinyWhisper.WIDTH;
        float[] embeddings = this.weights.get("decoder/embeddings/weight");
        float[] positions = this.weights.get("decoder/position_encodings/encodings");
        double[][] stream = new double[tokens.length][width];
        for (int t = 0; t < tokens.length; t++) {
            for (int c = 0; c < width; c++) {
                stream[t][c] = embeddings[tokens[t] * width + c] + positions[t * width + c];
            }
        }
        for (int i = 0; i < layers; i++) {
            String layer = "decoder/layer_" + i;
            stream = selfAttention(stream, layer, true);
            stream = crossAttention(stream, heard, layer + "/attention");
            stream = feedForward(stream, layer);
        }
        return stream;
    }

    private double[][] selfAttention(double[][] stream, String layer, boolean causal) {
        String name = layer + "/self_attention";
        double[][] packed = linear(norm(stream, name), name + "/linear_0");
        double[][] mixed = attend(columns(packed, 0), columns(packed, 1), columns(packed, 2), causal);
        return sum(stream, linear(mixed, name + "/linear_1"));
    }

    private double[][] crossAttention(double[][] stream, double[][] heard, String name) {
        double[][] query = linear(norm(stream, name), name + "/linear_0");
        double[][] packed = linear(heard, name + "/linear_1");
        double[][] mixed = attend(query, columns(packed, 0), columns(packed, 1), false);
        return sum(stream, linear(mixed, name + "/linear_2"));
    }

    private double[][] feedForward(double[][] stream, String layer) {
        double[][] inner = linear(norm(stream, layer + "/ffn"), layer + "/ffn/linear_0");
        for (double[] row : inner) {
            Arrays.setAll(row, (i) -> gelu(row[i]));
        }
        return sum(stream, linear(inner, layer + "/ffn/linear_1"));
    }

    private static double[][] attend(double[][] query, double[][] key, double[][] value, boolean causal) {
        int head = TinyWhisper.WIDTH / TinyWhisper.HEADS;
        double[][] mixed = new double[query.length][TinyWhisper.WIDTH];
        for (int h = 0; h < TinyWhisper.HEADS; h++) {
            for (int t = 0; t < query.length; t++) {
                int seen = causal ? t + 1 : key.length;
                double[] scores = new double[seen];
                double total = 0;
                for (int s = 0; s < seen; s++) {
                    double score = 0;
                    for (int c = h * head; c < (h + 1) * head; c++) {
                        score += query[t][c] * key[s][c];
                    }
                    scores[s] = Math.exp(score / Math.sqrt(head));
                    total += scores[s];
                }
                for (int s = 0; s < seen; s++) {
                    for (int c = h * head; c < (h + 1) * head; c++) {
                        mixed[t][c] += scores[s] / total * value[s][c];
                    }
                }
            }
        }
        return mixed;
    }

    private double[][] convolve(double[][] x, int number) {
        float[] kernel = this.weights.get("encoder/conv" + number + "/weight");
        float[] bias = this.weights.get("encoder/conv" + number + "/bias");
        int frames = (x[0].length + number - 1) / number;
        double[][] y = new double[TinyWhisper.WIDTH][frames];
        for (int out = 0; out < y.length; out++) {
            for (int t = 0; t < frames; t++) {
                double sum = bias[out];
                for (int in = 0; in < x.length; in++) {
                    for (int k = 0; k < 3; k++) {
                        int at = t * number + k - 1;
                        if (at >= 0 && at < x[0].length) {
                            sum += kernel[(out * x.length + in) * 3 + k] * x[in][at];
                        }
                    }
                }
                y[out][t] = gelu(sum);
            }
        }
        return y;
    }

    private double[][] linear(double[][] x, String name) {
        float[] weight = this.weights.get(name + "/weight");
        float[] bias = this.weights.get(name + "/bias");
        double[][] y = new double[x.length][bias.length];
        for (int t = 0; t < x.length; t++) {
            for (int out = 0; out < bias.length; out++) {
                double sum = bias[out];
                for (int in = 0; in < x[t].length; in++) {
                    sum += weight[out * x[t].length + in] * x[t][in];
                }
                y[t][out] = sum;
            }
        }
        return y;
    }

    private double[][] norm(double[][] x, String block) {
        float[] gamma = this.weights.get(block + "/layer_norm/gamma");
        float[] beta = this.weights.get(block + "/layer_norm/beta");
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] row = x[t];
            double mean = Arrays.stream(row).average().orElseThrow();
            double variance = Arrays.stream(row).map((v) -> (v - mean) * (v - mean)).average().orElseThrow();
            y[t] = new double[row.length];
            Arrays.setAll(y[t], (c) -> (row[c] - mean) / Math.sqrt(variance + 1e-5) * gamma[c] + beta[c]);
        }
        return y;
    }

    private static double[][] columns(double[][] packed, int part) {
        return Arrays.stream(packed)
            .map((row) -> Arrays.copyOfRange(row, part * TinyWhisper.WIDTH, (part + 1) * TinyWhisper.WIDTH))
            .toArray(double[][]::new);
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int t = 0; t < a.length; t++) {
            for (int c = 0; c < a[t].length; c++) {
                sum[t][c] = a[t][c] + b[t][c];
            }
        }
        return sum;
    }

    private static double gelu(double x) {
        return x / 2 * (1 + erf(x / Math.sqrt(2)));
    }

    /**
     * 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): no term cancels
     * another.
     */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = 0;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 1000; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

}
