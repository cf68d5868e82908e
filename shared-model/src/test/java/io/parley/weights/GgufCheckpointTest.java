package io.parley.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.testing.GgufFile;

/** GGUF files, whole and damaged. */
class GgufCheckpointTest {

    private static final float[] VALUES = { 1, -2.5f, 0.125f, 65504, -0f, 3 };

    @TempDir
    Path directory;

    @Test
    void readsWhatTheFileSaysOfItsModel() throws IOException {
        try (GgufCheckpoint checkpoint = open(sound().bytes())) {
            GgufMetadata metadata = checkpoint.metadata();
            assertThat(metadata.text("general.architecture")).isEqualTo("llama");
            assertThat(metadata.count("llama.block_count")).isEqualTo(30);
            assertThat(metadata.number("llama.rope.freq_base")).isEqualTo(100_000);
            assertThat(metadata.flag("tokenizer.ggml.add_bos_token")).isFalse();
            assertThat(metadata.texts("tokenizer.ggml.tokens")).containsExactly("Ġa", "漢", "");
            assertThat(metadata.integers("tokenizer.ggml.token_type")).containsExactly(1L, 3L, -4L);
            assertThat(metadata.has("no.such.key")).isFalse();
        }
    }

    @Test
    void aKeyThatIsMissingOrOfAnotherKindIsNamed() throws IOException {
        try (GgufCheckpoint checkpoint = open(sound().bytes())) {
            GgufMetadata metadata = checkpoint.metadata();
            assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> metadata.text("no.such.key"))
                .withMessageContaining("'no.such.key' is missing");
            assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> metadata.text("llama.block_count"))
                .withMessageContaining("'llama.block_count' is not text");
            assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> metadata.integers("tokenizer.ggml.tokens"))
                .withMessageContaining("is not a list of whole numbers");
        }
    }

    @Test
    void readsEveryTypeWithTheOutermostDimensionFirst() throws IOException {
        try (GgufCheckpoint checkpoint = open(sound().bytes())) {
            assertThat(checkpoint.tensor("floats").toFloats()).containsExactly(VALUES);
            assertThat(checkpoint.tensor("floats").shape()).containsExactly(2L, 3L);
            assertThat(checkpoint.tensor("halfs").toFloats()).containsExactly(VALUES);
            assertThat(checkpoint.tensor("brains").toFloats()).containsExactly(1, -2.5f);
            assertThat(checkpoint.tensor("q8").shape()).containsExactly(2L, 32L);
            assertThat(checkpoint.tensor("q8").size()).isEqualTo(64);
            float[] q8 = checkpoint.tensor("q8").toFloats();
            float[] q40 = checkpoint.tensor("q40").toFloats();
            float[] q41 = checkpoint.tensor("q41").toFloats();
            for (int i = 0; i < 32; i++) {
                assertThat(q8[i]).isEqualTo(0.5f * (i - 16));
                assertThat(q8[32 + i]).isEqualTo(-2f * (i - 16));
                // low halves of the bytes first: 0, 1, ..., 15, then 15, 14, ..., 0
                int nibble = (i < 16) ? i : 31 - i;
                assertThat(q40[i]).isEqualTo(0.25f * (nibble - 8));
                assertThat(q41[i]).isEqualTo(0.25f * nibble - 3);
            }
            float[] part = new float[5];
            checkpoint.tensor("q8").copyTo(30, part, 1, 4);
            assertThat(part).containsExactly(0, q8[30], q8[31], q8[32], q8[33]);
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = sound().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> open(part).close());
        }
    }

    @Test
    void damageIsRefusedOrReadButNeverMore() throws IOException {
        byte[] whole = sound().bytes();
        Random random = new Random(9);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = whole.clone();
            // mostly in the header, where lengths and types are
            damaged[random.nextInt(random.nextBoolean() ? 500 : damaged.length)] = (byte) random.nextInt(256);
            try (GgufCheckpoint checkpoint = open(damaged)) {
                checkpoint.names().forEach((name) -> checkpoint.tensor(name).toFloats());
            }
            catch (WeightsException ex) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12 | Q4_K, as a finer format | is of ggml's type 12, which is not supported
            99 | no type at all          | is of ggml's type 99, which is not supported
            """)
    void aTypeThatIsNotSupportedIsNamed(int type, String what, String message) {
        assertThatExceptionOfType(WeightsException.class).as(what)
            .isThrownBy(() -> open(new GgufFile().tensor("blk.0.attn_q.weight", type, new byte[144], 256).bytes()))
            .withMessageContaining("blk.0.attn_q.weight")
            .withMessageContaining(message);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        byte[] block = new byte[34];
        refused(new GgufFile().tensor("w", 8, block, 33), "rows of 33, which are no whole blocks of Q8_0");
        refused(new GgufFile().tensor("w", 8, block, 2, 32), "truncated");
        refused(new GgufFile().tensor("w", 0, new byte[4], 1, 1, 1, 1, 1), "5 dimensions");
        refused(new GgufFile().tensor("w", 0, new byte[4], Long.MAX_VALUE, 8), "larger than any file");
        refused(new GgufFile().tensorAt(7, "w", 0, new byte[64], 4), "no multiple of 32");
        refused(new GgufFile().tensorAt(1L << 40, "w", 0, new byte[64], 4), "truncated");
        refused(new GgufFile().tensor("w", 0, new byte[4], 1).tensor("w", 0, new byte[4], 1), "is there twice");
        refused(new GgufFile().integer("a", 1).integer("a", 2), "'a' twice");
        refused(new GgufFile().raw("a", 13), "of the unknown type 13");
        refused(new GgufFile().raw("a", 9, (byte) 9, (byte) 0, (byte) 0, (byte) 0), "a list of lists");
        byte[] old = new GgufFile().bytes();
        old[4] = 1;
        assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> open(old))
            .withMessageContaining("version 1; only 2 and 3");
    }

    @Test
    void lengthsAreNotBelieved() {
        ByteBuffer hostile = ByteBuffer.wrap(new GgufFile().integer("a", 1).bytes()).order(ByteOrder.LITTLE_ENDIAN);
        refused(hostile.duplicate().order(ByteOrder.LITTLE_ENDIAN).putLong(8, Long.MAX_VALUE).array(), "tensors");
        refused(new GgufFile().integer("a", 1).bytes(), 16, Long.MAX_VALUE, "keys");
        refused(new GgufFile().integer("a", 1).bytes(), 24, Long.MAX_VALUE, "a key");
        refused(new GgufFile().texts("a", List.of("b")).bytes(), 41, Long.MAX_VALUE, "truncated");
    }

    private void refused(byte[] file, int at, long value, String message) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        refused(file, message);
    }

    private void refused(GgufFile file, String message) {
        refused(file.bytes(), message);
    }

    private void refused(byte[] file, String message) {
        assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> open(file).close())
            .withMessageContaining(message);
    }

    private GgufCheckpoint open(byte[] bytes) throws IOException {
        return GgufCheckpoint.open(Files.write(this.directory.resolve("model.gguf"), bytes));
    }

    private static GgufFile sound() {
        ByteBuffer halfs = bytes(12);
        ByteBuffer brains = bytes(4).putShort((short) (Float.floatToIntBits(1) >>> 16))
            .putShort((short) (Float.floatToIntBits(-2.5f) >>> 16));
        ByteBuffer q8 = bytes(68);
        ByteBuffer q40 = bytes(18).putShort(Float.floatToFloat16(0.25f));
        ByteBuffer q41 = bytes(20).putShort(Float.floatToFloat16(0.25f)).putShort(Float.floatToFloat16(-3));
        for (float value : VALUES) {
            halfs.putShort(Float.floatToFloat16(value));
        }
        for (float scale : new float[] { 0.5f, -2 }) {
            q8.putShort(Float.floatToFloat16(scale));
            for (int i = 0; i < 32; i++) {
                q8.put((byte) (i - 16));
            }
        }
        for (int i = 0; i < 16; i++) {
            q40.put((byte) (i | (15 - i) << 4));
            q41.put((byte) (i | (15 - i) << 4));
        }
        return new GgufFile().text("general.architecture", "llama")
            .integer("llama.block_count", 30)
            .number("llama.rope.freq_base", 100_000)
            .raw("tokenizer.ggml.add_bos_token", 7, (byte) 0)
            .texts("tokenizer.ggml.tokens", List.of("Ġa", "漢", ""))
            .integers("tokenizer.ggml.token_type", List.of(1, 3, -4))
            .float32("floats", VALUES, 2, 3)
            .tensor("halfs", 1, halfs.array(), 2, 3)
            .tensor("brains", 30, brains.array(), 2)
            .tensor("q8", 8, q8.array(), 2, 32)
            .tensor("q40", 2, q40.array(), 32)
            .tensor("q41", 3, q41.array(), 1, 32);
    }

    private static ByteBuffer bytes(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

}
