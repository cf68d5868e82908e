package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Answers as bytes. */
class KeptItemsTest {

    private static final int[] CODES = { 0, 1, 2047, 2048 };

    private static final byte[] KEPT = KeptItems.write(List.of(new GeneratedItem.TextToken(0, -1),
            new GeneratedItem.TextToken(65_535, -2), new GeneratedItem.AudioFrame(CODES)));

    @Test
    void whatWasGeneratedIsReadAgain() {
        List<GeneratedItem> read = KeptItems.read(KEPT);
        assertThat(read).hasSize(3);
        assertThat(read.subList(0, 2)).map((item) -> ((GeneratedItem.TextToken) item).id()).containsExactly(0, 65_535);
        assertThat(((GeneratedItem.AudioFrame) read.get(2)).codes()).isEqualTo(CODES);
    }

    @Test
    void whatSomethingElseWroteIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeptItems.read(Arrays.copyOf(KEPT, KEPT.length - 1)));
        for (int first : new int[] { Integer.MIN_VALUE, -Integer.MAX_VALUE, -1 }) {
            byte[] other = ByteBuffer.allocate(6).putInt(first).putShort((short) 2049).array();
            assertThatIllegalArgumentException().isThrownBy(() -> KeptItems.read(other));
        }
    }

}
