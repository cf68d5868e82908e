package io.parley.whisper.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimeWarpingTest {

    @Test
    void tokensBeginWhereTheyLook() {
        float[][] similarity = new float[3][10];
        for (float[] row : similarity) {
            Arrays.fill(row, -1);
        }
        for (int frame = 0; frame < 10; frame++) {
            similarity[(frame < 4) ? 0 : (frame < 9) ? 1 : 2][frame] = 1;
        }
        assertThat(TimeWarping.firstFrames(similarity)).containsExactly(0, 4, 9);
    }

    @Test
    void moreTokensThanFramesShareFrames() {
        assertThat(TimeWarping.firstFrames(new float[5][2])).hasSize(5).isSorted();
        assertThat(TimeWarping.firstFrames(new float[][] { { 1 } })).containsExactly(0);
    }

    @RepeatedTest(50)
    void noOtherPathIsBetter(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        float[][] similarity = new float[1 + random.nextInt(4)][1 + random.nextInt(6)];
        for (float[] row : similarity) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        int[] first = TimeWarping.firstFrames(similarity);
        assertThat(first).isSorted();
        assertThat(bestWith(first, similarity, 0, 0)).isEqualTo(bestWith(null, similarity, 0, 0));
    }

    /**
     * The best sum over all paths on from a place, or over those with known beginnings.
     */
    private static double bestWith(int[] first, float[][] similarity, int token, int frame) {
        double best = Double.NEGATIVE_INFINITY;
        boolean lastToken = token == similarity.length - 1;
        boolean lastFrame = frame == similarity[0].length - 1;
        if (lastToken && lastFrame) {
            return similarity[token][frame];
        }
        if (!lastToken && begins(first, token + 1, frame)) {
            best = Math.max(best, bestWith(first, similarity, token + 1, frame));
        }
        if (!lastToken && !lastFrame && begins(first, token + 1, frame + 1)) {
            best = Math.max(best, bestWith(first, similarity, token + 1, frame + 1));
        }
        if (!lastFrame) {
            best = Math.max(best, bestWith(first, similarity, token, frame + 1));
        }
        return best + similarity[token][frame];
    }

    private static boolean begins(int[] first, int token, int frame) {
        return first == null || first[token] == frame;
    }

}
