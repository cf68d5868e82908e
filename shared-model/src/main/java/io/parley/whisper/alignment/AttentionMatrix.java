package io.parley.whisper.alignment;

import java.nio.FloatBuffer;

/**
 * One picture of where tokens look, out of many heads': each head's attention is
 * standardised over the tokens, so that a frame everybody looks at counts for nobody,
 * smoothed over the frames, and averaged over the heads. As in openai/whisper's timing.
 */
final class AttentionMatrix {

    private static final int SMOOTHED_FRAMES = 7;

    private AttentionMatrix() {
    }

    /**
     * Combines heads.
     * @param attention [heads, tokens, frames], row-major
     * @param firstRow the first token to give out
     * @param rows how many tokens to give out
     * @return [rows][frames]
     */
    static float[][] combine(FloatBuffer attention, int heads, int tokens, int frames, int firstRow, int rows) {
        MedianFilter filter = new MedianFilter(SMOOTHED_FRAMES);
        float[][] mean = new float[rows][frames];
        float[] values = new float[tokens * frames];
        float[] row = new float[frames];
        for (int head = 0; head < heads; head++) {
            attention.get(head * values.length, values);
            standardise(values, tokens, frames);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(values, (firstRow + i) * frames, row, 0, frames);
                filter.apply(row);
                for (int frame = 0; frame < frames; frame++) {
                    mean[i][frame] += row[frame] / heads;
                }
            }
        }
        return mean;
    }

    /** Gives each frame mean 0 and deviation 1 over the tokens; 0 where all agree. */
    private static void standardise(float[] values, int tokens, int frames) {
        double[] sums = new double[frames];
        double[] squares = new double[frames];
        for (int at = 0; at < values.length; at++) {
            sums[at % frames] += values[at];
        }
        for (int at = 0; at < values.length; at++) {
            double difference = values[at] - sums[at % frames] / tokens;
            squares[at % frames] += difference * difference;
        }
        for (int at = 0; at < values.length; at++) {
            int frame = at % frames;
            double deviation = Math.sqrt(squares[frame] / tokens);
            values[at] = (deviation > 0) ? (float) ((values[at] - sums[frame] / tokens) / deviation) : 0;
        }
    }

}
