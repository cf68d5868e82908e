package io.parley.whisper.alignment;

/**
 * Dynamic time warping (Sakoe and Chiba, 1978): the monotone path from the first token
 * and frame to the last ones along which the similarity sums up highest; each step goes
 * on by one token, one frame, or both.
 */
final class TimeWarping {

    private static final byte BOTH = 0;

    private static final byte TOKEN = 1;

    private static final byte FRAME = 2;

    private TimeWarping() {
    }

    /**
     * Finds where each token begins.
     * @param similarity [tokens][frames], at least one of each
     * @return the first frame of each token on the path; rises or stays from one to the
     * next
     */
    static int[] firstFrames(float[][] similarity) {
        byte[][] steps = steps(similarity);
        int[] first = new int[similarity.length];
        int token = similarity.length - 1;
        int frame = similarity[0].length - 1;
        while (token > 0 || frame > 0) {
            byte step = steps[token][frame];
            if (step != FRAME) {
                first[token--] = frame;
            }
            if (step != TOKEN) {
                frame--;
            }
        }
        return first;
    }

    /** How each place is best come to. */
    private static byte[][] steps(float[][] similarity) {
        int frames = similarity[0].length;
        byte[][] steps = new byte[similarity.length][frames];
        double[] before = new double[frames];
        double[] here = new double[frames];
        for (int token = 0; token < similarity.length; token++) {
            for (int frame = 0; frame < frames; frame++) {
                double both = (token > 0 && frame > 0) ? before[frame - 1] : Double.NEGATIVE_INFINITY;
                double down = (token > 0) ? before[frame] : Double.NEGATIVE_INFINITY;
                double along = (frame > 0) ? here[frame - 1] : Double.NEGATIVE_INFINITY;
                double best = 0;
                if (token > 0 || frame > 0) {
                    byte step = (both > down && both > along) ? BOTH : (down > along) ? TOKEN : FRAME;
                    steps[token][frame] = step;
                    best = (step == BOTH) ? both : (step == TOKEN) ? down : along;
                }
                here[frame] = best + similarity[token][frame];
            }
            double[] spare = before;
            before = here;
            here = spare;
        }
        return steps;
    }

}
