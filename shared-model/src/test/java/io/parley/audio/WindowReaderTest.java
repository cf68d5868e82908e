package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class WindowReaderTest {

    private static final int RATE = 1_000;

    private static final int WINDOW = 3_000;

    @Test
    void whatFitsIsOneWindowToTheLastSample() {
        assertThat(windows(loud(WINDOW))).hasSize(1).first().extracting((window) -> window.length).isEqualTo(WINDOW);
        assertThat(windows(new float[0])).isEmpty();
    }

    @Test
    void longerSoundIsCutWhereItIsQuietAndComesWhole() {
        float[] sound = loud(2 * WINDOW);
        Arrays.fill(sound, 2_400, 2_500, 0);
        List<float[]> windows = windows(sound);
        assertThat(windows.getFirst()).hasSize(2_450);
        assertThat(windows.stream().mapToInt((window) -> window.length).sum()).isEqualTo(sound.length);
        assertThat(windows).allSatisfy((window) -> assertThat(window.length).isLessThanOrEqualTo(WINDOW));
    }

    private static float[] loud(int length) {
        float[] sound = new float[length];
        Arrays.fill(sound, 0.5f);
        return sound;
    }

    private static List<float[]> windows(float[] sound) {
        WindowReader reader = new WindowReader(PcmSource.of(new Pcm(sound, RATE)), WINDOW);
        List<float[]> windows = new ArrayList<>();
        for (float[] window = reader.next(); window != null; window = reader.next()) {
            windows.add(window);
        }
        return windows;
    }

}
