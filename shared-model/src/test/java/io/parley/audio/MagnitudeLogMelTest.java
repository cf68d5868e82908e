package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

import io.parley.testing.SpeechClips;
import io.parley.yamnet.YamnetGolden;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Goldens are made by bench/reference/yamnet_golden.py. */
class MagnitudeLogMelTest {

    private static final int BANDS = MagnitudeLogMel.BANDS;

    @AutoClose
    private static final SpeechClips clips = new SpeechClips();

    @Test
    void equalsYamnetsOwnFrontEnd() {
        MagnitudeLogMel frontEnd = new MagnitudeLogMel();
        for (YamnetGolden.Frames golden : YamnetGolden.read().frames()) {
            float[] samples = clips.clip(golden.clip()).samples();
            int frames = 1 + (samples.length - MagnitudeLogMel.WINDOW) / MagnitudeLogMel.HOP;
            float[] mel = new float[frames * BANDS];
            frontEnd.compute(samples, 0, frames, mel, 0);
            for (int i = 0; i < golden.frames().size(); i++) {
                int frame = golden.frames().get(i);
                float[] found = Arrays.copyOfRange(mel, frame * BANDS, (frame + 1) * BANDS);
                for (int band = 0; band < BANDS; band++) {
                    assertThat(found[band]).as("%s, frame %d, band %d", golden.clip(), frame, band)
                        .isCloseTo(golden.values().get(i).get(band), within(1e-3f));
                }
            }
        }
    }

    @Test
    void framesAreTheSameWhereverTheyAreComputed() {
        MagnitudeLogMel frontEnd = new MagnitudeLogMel();
        float[] samples = clips.clip("speech/misc/jfk.flac").samples();
        float[] whole = new float[51 * BANDS];
        frontEnd.compute(samples, 8_000, 51, whole, 0);
        float[] parts = new float[51 * BANDS];
        frontEnd.compute(samples, 8_000, 20, parts, 0);
        frontEnd.compute(samples, 8_000 + 20 * MagnitudeLogMel.HOP, 31, parts, 20 * BANDS);

        assertThat(parts).containsExactly(whole, within(1e-6f));
    }

}
