package io.parley.lfm2audio;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Audio frames as the codecs' graphs take them.
 */
final class CodeFrames {

    /** The last code that stands for sound. */
    private static final int LAST_CODE = 2047;

    private static final int END_OF_AUDIO = 2048;

    private CodeFrames() {
    }

    /**
     * Refuses what no codec can decode.
     * @param frames [frames][8]
     */
    static void check(int[][] frames) {
        for (int[] frame : frames) {
            boolean valid = frame.length == AudioCodecDecoder.CODEBOOKS
                    && Arrays.stream(frame).allMatch((code) -> code >= 0 && code <= END_OF_AUDIO);
            if (!valid) {
                throw new IllegalArgumentException("not 8 codes of 0 to 2048: " + Arrays.toString(frame));
            }
            if (frame[0] == END_OF_AUDIO) {
                throw new IllegalArgumentException("a frame that ends the audio has no sound");
            }
        }
    }

    /**
     * Writes some frames codebook by codebook.
     * @param target receives [8, count]
     */
    static void write(int[][] frames, int first, int count, LongBuffer target) {
        for (int codebook = 0; codebook < AudioCodecDecoder.CODEBOOKS; codebook++) {
            for (int i = 0; i < count; i++) {
                target.put(codebook * count + i, Math.min(LAST_CODE, frames[first + i][codebook]));
            }
        }
    }

}
