package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.parley.concurrent.Cancellation;

/** Streams through a decoder. */
final class CodecStreams {

    private CodecStreams() {
    }

    /** The sound of some frames and what is flushed after, in calls of a size. */
    static float[] decode(AudioCodecDecoder decoder, int[][] frames, int framesPerCall) {
        List<float[]> parts = new ArrayList<>();
        for (int first = 0; first < frames.length; first += framesPerCall) {
            int[][] some = Arrays.copyOfRange(frames, first, Math.min(frames.length, first + framesPerCall));
            parts.add(decoder.decode(some, Cancellation.never()));
        }
        parts.add(decoder.flush());
        return CodecGolden.join(parts.toArray(float[][]::new));
    }

    static int[][] random(int count) {
        Random random = new Random(5);
        int[][] frames = new int[count][AudioCodecDecoder.CODEBOOKS];
        for (int[] frame : frames) {
            Arrays.setAll(frame, (i) -> random.nextInt(2048));
        }
        return frames;
    }

}
