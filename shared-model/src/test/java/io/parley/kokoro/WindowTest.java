package io.parley.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Where speech is cut for the vocoder, and how it is joined again. */
class WindowTest {

    /** Speech of so many frames with silences in it, each given by its frames. */
    private static Prosody speech(int frames, int... silences) {
        float[] energy = new float[2 * frames];
        Arrays.fill(energy, 5);
        for (int i = 0; i < silences.length; i += 2) {
            Arrays.fill(energy, 2 * silences[i], 2 * silences[i + 1], -5);
        }
        return new Prosody(new float[Prosody.FEATURES * frames], new float[2 * frames], energy);
    }

    @Test
    void silenceBeforeAndBehindIsLeftOutButForAMargin() {
        assertThat(Window.of(speech(100, 0, 12, 70, 100))).containsExactly(new Window(7, 75));
        assertThat(Window.of(speech(50, 0, 50))).isEmpty();
    }

    @Test
    void windowsMeetInPausesAndGrow() {
        List<Window> windows = Window.of(speech(600, 55, 60, 190, 192, 300, 310, 420, 421));

        assertThat(windows).hasSizeGreaterThan(2);
        assertThat(windows.getFirst().from()).isZero();
        assertThat(windows.getFirst().to()).isBetween(55, 60);
        assertThat(windows.get(1).to()).isBetween(190, 192);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).from()).isEqualTo(windows.get(i - 1).to());
        }
        assertThat(windows.getLast().to()).isEqualTo(600);
    }

    @Test
    void whatHasNoPauseOrIsShortIsNotCut() {
        assertThat(Window.of(speech(300))).containsExactly(new Window(0, 300));
        assertThat(Window.of(speech(79, 40, 44))).containsExactly(new Window(0, 79));
    }

    @Test
    void whatIsQuietOnlyLaterIsCutThere() {
        assertThat(Window.of(speech(500, 200, 204))).startsWith(new Window(0, 201));
    }

    @Test
    void noWindowIsLongerThanTenSeconds() {
        Prosody loud = speech(1500);
        loud.energy()[2 * 350] = 4;
        loud.energy()[2 * 350 + 1] = 4;
        loud.energy()[2 * 349] = 4;
        loud.energy()[2 * 349 + 1] = 4;

        List<Window> windows = Window.of(loud);

        assertThat(windows.getFirst()).isEqualTo(new Window(0, 350));
        assertThat(windows.getLast().to()).isEqualTo(1500);
        assertThat(windows).allSatisfy((window) -> assertThat(window.to() - window.from()).isBetween(40, 400));
    }

    @Test
    void windowsCrossOverIntoOneAnother() {
        WindowedSound joined = new WindowedSound();
        float[] first = joined.add(tone(0, 1), 0, 2400);
        float[] second = joined.add(tone(1.5, 0.5), 2400, 0);

        assertThat(first).hasSize(9600);
        assertThat(second).hasSize(9600);
        float[] all = TestKokoro.joined(List.of(first, second)).samples();
        // no step is greater than in the tones themselves, whatever their phase
        for (int i = 1; i < all.length; i++) {
            assertThat(Math.abs(all[i] - all[i - 1])).as("at " + i).isLessThan(0.07f);
        }
        assertThat(second[5000]).isEqualTo(tone(1.5, 0.5)[7400]);
    }

    /** Half a second at 200 Hz, whose samples are at most 0.053 apart. */
    private static float[] tone(double phase, double amplitude) {
        float[] tone = new float[12_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (amplitude * Math.sin(phase + 2 * Math.PI * 200 * i / 24_000));
        }
        return tone;
    }

}
