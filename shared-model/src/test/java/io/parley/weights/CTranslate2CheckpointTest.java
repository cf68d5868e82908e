package io.parley.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.parley.testing.CTranslate2File;
import io.parley.testing.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CTranslate2CheckpointTest {

    private static final float[] VALUES = { 1, -2.5f, 0.125f, 65504, -0f, 3 };

    @TempDir
    Path directory;

    @Test
    void readsEveryTypeAndAliases() throws IOException {
        try (Checkpoint checkpoint = open(sound().bytes())) {
            assertThat(checkpoint.names()).containsExactly("floats", "halfs", "brains", "bytes", "shorts", "integers",
                    "scalar", "tied");
            assertThat(checkpoint.tensor("floats").toFloats()).containsExactly(VALUES);
            assertThat(checkpoint.tensor("floats").shape()).containsExactly(2L, 3L);
            assertThat(checkpoint.tensor("halfs").toFloats()).containsExactly(VALUES);
            assertThat(checkpoint.tensor("halfs").type()).isEqualTo(DataType.FLOAT16);
            assertThat(checkpoint.tensor("brains").toFloats()).containsExactly(1, -2.5f, 0.125f);
            assertThat(checkpoint.tensor("bytes").toFloats()).containsExactly(-128, 0, 127);
            assertThat(checkpoint.tensor("shorts").toFloats()).containsExactly(-32768, 32767);
            assertThat(checkpoint.tensor("integers").toFloats()).containsExactly(-70000, 70000);
            assertThat(checkpoint.tensor("scalar").toLong()).isEqualTo(-8);
            assertThat(checkpoint.tensor("scalar").shape()).isEmpty();
            assertThat(checkpoint.tensor("tied").name()).isEqualTo("halfs");
            assertThat(checkpoint.tensor("tied").toFloats()).containsExactly(VALUES);
        }
    }

    @Test
    void readsAPartOfATensor() throws IOException {
        try (Checkpoint checkpoint = open(sound().bytes())) {
            float[] target = new float[4];
            checkpoint.tensor("halfs").copyTo(1, target, 2, 2);
            assertThat(target).containsExactly(0, 0, -2.5f, 0.125f);
            assertThatThrownBy(() -> checkpoint.tensor("halfs").copyTo(5, target, 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        try (Checkpoint checkpoint = open(sound().bytes())) {
            assertThatThrownBy(() -> checkpoint.tensor("nothing")).isInstanceOfSatisfying(WeightsException.class,
                    (ex) -> {
                        assertThat(ex.tensor()).isEqualTo("nothing");
                        assertThat(ex.file()).isEqualTo(checkpoint.file());
                    });
        }
    }

    @Test
    void aFileCutAnywhereIsRefusedAsTruncated() throws IOException {
        byte[] whole = sound().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> open(cut)).as("cut at %d", length)
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("model.bin")
                .hasMessageContaining("truncated");
        }
    }

    @Test
    void aCutTensorIsNamed() throws IOException {
        byte[] whole = new CTranslate2File().float32("encoder/weight", VALUES, 6).bytes();
        assertProblem(Arrays.copyOf(whole, whole.length - 8), "encoder/weight", "truncated");
    }

    @Test
    void bytesAfterTheEndAreRefused() throws IOException {
        byte[] whole = sound().bytes();
        assertProblem(Arrays.copyOf(whole, whole.length + 1), null, "1 bytes follow");
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 5, 7, -1, 0x46554747 })
    void otherVersionsAreRefused(int version) throws IOException {
        assertProblem(new CTranslate2File().version(version).bytes(), null, "version");
    }

    @Test
    void aLyingHeaderIsRefusedWithTheTensorsName() throws IOException {
        byte[] data = new byte[24];
        assertProblem(new CTranslate2File().raw("w", new int[200], 0, 24, data), "rank 200");
        assertProblem(new CTranslate2File().raw("w", new int[] { 2, 3 }, 0, 20, data), "20 bytes do not hold");
        assertProblem(new CTranslate2File().raw("w", new int[] { 2, 3 }, 4, 24, data), "24 bytes do not hold");
        assertProblem(new CTranslate2File().raw("w", new int[] { 2, 3 }, 6, 24, data), "unknown type 6");
        assertProblem(new CTranslate2File().raw("w", new int[] { 2, 0 }, 0, 0, new byte[0]), "empty dimension");
        assertProblem(new CTranslate2File().raw("w", new int[] { -1, -1 }, 0, 24, data), "larger than");
        assertProblem(new CTranslate2File().raw("w", new int[] { 1 << 16, 1 << 16, 1 << 16, 1 << 16 }, 0, 0, data),
                "larger than");
        assertProblem(new CTranslate2File().raw("w", new int[] { -4 }, 1, -4, data), "truncated");
        assertProblem(new CTranslate2File().int8("w", 1).int8("w", 2), "is there twice");
        assertProblem(new CTranslate2File().int8("v", 1).alias("w", "nowhere"), "alias of 'nowhere'");
        assertProblem(new CTranslate2File().int8("w", 1).alias("w", "w"), "is there twice");
        assertProblem(new CTranslate2File().int8("u", 1).alias("v", "u").alias("w", "v"), "alias of 'v'");
    }

    @Test
    void lyingCountsEndAtTheEndOfTheFile() throws IOException {
        CTranslate2File file = new CTranslate2File().int8("w", 1);
        assertProblem(file.bytes(-1, 0), null, "is empty");
        assertProblem(file.bytes(1, -1), null, "truncated");
        assertProblem(file.bytes(0, 0), null, "truncated");
    }

    @Test
    void namesThatAreNoTextAreRefused() throws IOException {
        byte[] whole = new CTranslate2File().int8("abc", 1).bytes();
        int name = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("abc");
        assertProblem(with(whole, name, 0xFF), null, "not UTF-8");
        assertProblem(with(whole, name + 1, 0), null, "NUL within");
        assertProblem(with(whole, name + 3, 'x'), null, "does not end");
        assertProblem(with(whole, name - 2, 0), null, "empty");
    }

    @Test
    void garbageIsRefused() throws IOException {
        Random random = new Random(4);
        byte[] whole = sound().bytes();
        for (int i = 0; i < 500; i++) {
            byte[] noise = whole.clone();
            for (int k = 0; k < 8; k++) {
                noise[4 + random.nextInt(noise.length - 4)] = (byte) random.nextInt();
            }
            try (Checkpoint checkpoint = open(noise)) {
                // flipped values of elements are not for a reader to see; all must still
                // be in the file
                checkpoint.names().forEach((name) -> checkpoint.tensor(name).toFloats());
            }
            catch (WeightsException ex) {
                assertThat(ex).hasMessageContaining("model.bin");
            }
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> CTranslate2Checkpoint.open(this.directory.resolve("none.bin")))
            .isInstanceOf(WeightsException.class)
            .hasMessageContaining("none.bin");
    }

    @Test
    void aClosedCheckpointCannotBeRead() throws IOException {
        Checkpoint checkpoint = open(sound().bytes());
        WeightTensor tensor = checkpoint.tensor("floats");
        checkpoint.close();
        checkpoint.close();
        assertThatThrownBy(tensor::toFloats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsWhisperBase() {
        try (Checkpoint checkpoint = CTranslate2Checkpoint.open(TestModels.whisperBase().resolve("model.bin"))) {
            assertThat(checkpoint.names()).hasSize(213);
            assertThat(checkpoint.tensor("decoder/projection/weight").shape()).isEqualTo(List.of(51865L, 512L));
            assertThat(checkpoint.tensor("decoder/projection/weight").name()).isEqualTo("decoder/embeddings/weight");
            assertThat(checkpoint.tensor("encoder/num_heads").toLong()).isEqualTo(8);
        }
    }

    private static CTranslate2File sound() {
        return new CTranslate2File().float32("floats", VALUES, 2, 3)
            .float16("halfs", VALUES, 6)
            .bfloat16("brains", new float[] { 1, -2.5f, 0.125f }, 3)
            .int8("bytes", -128, 0, 127)
            .int16("shorts", -32768, 32767)
            .int32("integers", -70000, 70000)
            .int16("scalar", -8)
            .alias("tied", "halfs");
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void assertProblem(CTranslate2File file, String problem) throws IOException {
        assertProblem(file.bytes(), "w", problem);
    }

    private void assertProblem(byte[] bytes, String tensor, String problem) throws IOException {
        assertThatThrownBy(() -> open(bytes)).isInstanceOfSatisfying(WeightsException.class, (ex) -> {
            assertThat(ex.tensor()).isEqualTo(tensor);
            assertThat(ex).hasMessageContaining("model.bin").hasMessageContaining(problem);
        });
    }

    private Checkpoint open(byte[] bytes) throws IOException {
        return CTranslate2Checkpoint.open(Files.write(this.directory.resolve("model.bin"), bytes));
    }

}
