package io.parley.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.parley.testing.SafetensorsFile;
import io.parley.testing.SharedData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsCheckpointTest {

    private static final float[] VALUES = { 1, -2.5f, 0.125f, 65504, -0f, 3 };

    private static final byte[] NO_DATA = {};

    @TempDir
    Path directory;

    @Test
    void readsEveryType() throws IOException {
        try (Checkpoint checkpoint = open(sound().bytes())) {
            assertThat(checkpoint.names()).containsExactly("floats", "doubles", "halfs", "brains", "bytes", "unsigned",
                    "shorts", "integers", "longs", "truths", "scalar", "nothing");
            assertThat(checkpoint.tensor("floats").toFloats()).containsExactly(VALUES);
            assertThat(checkpoint.tensor("floats").shape()).containsExactly(2L, 3L);
            assertThat(checkpoint.tensor("doubles").toFloats()).containsExactly(0.1f, -1e30f);
            assertThat(checkpoint.tensor("halfs").toFloats()).containsExactly(VALUES);
            assertThat(checkpoint.tensor("brains").toFloats()).containsExactly(1, -2.5f, 0.125f);
            assertThat(checkpoint.tensor("brains").type()).isEqualTo(DataType.BFLOAT16);
            assertThat(checkpoint.tensor("bytes").toFloats()).containsExactly(-128, 0, 127);
            assertThat(checkpoint.tensor("unsigned").toFloats()).containsExactly(0, 255);
            assertThat(checkpoint.tensor("shorts").toFloats()).containsExactly(-32768, 32767);
            assertThat(checkpoint.tensor("integers").toFloats()).containsExactly(-70000, 70000);
            assertThat(checkpoint.tensor("longs").toFloats()).containsExactly(-7e9f, 7e9f);
            assertThat(checkpoint.tensor("truths").toFloats()).containsExactly(0, 1, 1);
            assertThat(checkpoint.tensor("scalar").toLong()).isEqualTo(-8_000_000_000L);
            assertThat(checkpoint.tensor("scalar").shape()).isEmpty();
            assertThat(checkpoint.tensor("nothing").shape()).containsExactly(0L, 5L);
            assertThat(checkpoint.tensor("nothing").toFloats()).isEmpty();
        }
    }

    @Test
    void theOrderOfTheHeaderNeedNotBeThatOfTheBytes() throws IOException {
        byte[] file = SafetensorsFile.of(
                "{" + entry("b", "U8", "[1]", 2, 3) + "," + entry("a", "U8", "[2]", 0, 2) + "}",
                new byte[] { 1, 2, 3 });
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.tensor("a").toFloats()).containsExactly(1, 2);
            assertThat(checkpoint.tensor("b").toFloats()).containsExactly(3);
        }
    }

    @Test
    void readsTheTinyLfm2Audio() {
        Path file = SharedData.path("lfm2-audio/tiny/model.safetensors");
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(file)) {
            assertThat(checkpoint.names()).hasSize(203);
            WeightTensor kernel = checkpoint.tensor("conformer.pre_encode.conv.0.weight");
            assertThat(kernel.shape()).isEqualTo(List.of(32L, 1L, 3L, 3L));
            assertThat(kernel.type()).isEqualTo(DataType.BFLOAT16);
            assertThat(checkpoint.names()).allSatisfy((name) -> assertThat(checkpoint.tensor(name).toFloats())
                .hasSize((int) checkpoint.tensor(name).size()));
        }
    }

    @Test
    void readsBeyondTwoGigabytes() throws IOException {
        long far = 5L << 30;
        Path file = this.directory.resolve("large.safetensors");
        byte[] head = SafetensorsFile.of("{" + entry("wide", "F16", "[2147483648]", 0, 1L << 32) + ","
                + entry("half", "I8", "[1073741824]", 1L << 32, far) + "," + entry("end", "I64", "[]", far, far + 8)
                + "}", NO_DATA);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(head);
            sparse.seek(head.length + far - 1);
            sparse.write(new byte[] { 7, 1, 2, 0, 0, 0, 0, 0, 0 });
            // 1.0 in float16
            sparse.seek(head.length + (1L << 32) - 1);
            sparse.write(0x3C);
        }
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(file)) {
            float[] element = new float[1];
            checkpoint.tensor("half").copyTo((1 << 30) - 1, element, 0, 1);
            assertThat(element).containsExactly(7);
            checkpoint.tensor("wide").copyTo((1L << 31) - 1, element, 0, 1);
            assertThat(element).containsExactly(1);
            assertThat(checkpoint.tensor("end").toLong()).isEqualTo(0x201);
            assertThatThrownBy(() -> checkpoint.tensor("wide").toFloats()).isInstanceOf(IllegalStateException.class);
        }
        finally {
            Files.delete(file);
        }
    }

    @Test
    void aFileCutAnywhereIsRefusedAsTruncated() throws IOException {
        byte[] whole = sound().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> open(cut)).as("cut at %d", length)
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining("truncated");
        }
    }

    @Test
    void aCutTensorIsNamed() throws IOException {
        byte[] whole = new SafetensorsFile().float32("first", VALUES, 6).float32("encoder.weight", VALUES, 6).bytes();
        assertProblem(Arrays.copyOf(whole, whole.length - 8), "encoder.weight", "truncated");
    }

    @Test
    void bytesAfterTheEndAreRefused() throws IOException {
        byte[] whole = sound().bytes();
        assertProblem(Arrays.copyOf(whole, whole.length + 1), null, "1 bytes follow");
    }

    @Test
    void aLyingLengthOfTheHeaderIsRefused() {
        byte[] whole = SafetensorsFile.of("{}", NO_DATA);
        assertProblem(lengthOf(whole, 3), null, "truncated: the header");
        assertProblem(lengthOf(whole, 16 << 20), null, "truncated: the header");
        assertProblem(lengthOf(whole, (16 << 20) + 1), null, "longer than the limit");
        assertProblem(lengthOf(whole, Long.MAX_VALUE), null, "longer than the limit");
        assertProblem(lengthOf(whole, -1), null, "18446744073709551615");
        assertProblem(lengthOf(whole, 1), null, "not JSON");
        assertProblem(lengthOf(whole, 0), null, "not a JSON object");
    }

    @Test
    void lyingPlacesAreRefusedWithTheTensorsName() {
        byte[] data = new byte[12];
        String first = entry("v", "U8", "[8]", 0, 8) + ",";
        assertProblem("{" + first + entry("w", "F32", "[2]", 4, 12) + "}", data, "another tensor ends at 8");
        assertProblem("{" + first + entry("w", "U8", "[8]", 0, 8) + "}", data, "another tensor ends at 8");
        assertProblem("{" + first + entry("w", "U8", "[3]", 9, 12) + "}", data, "1 bytes before it");
        assertProblem("{" + first + entry("w", "U8", "[8]", 8, 16) + "}", data, "truncated");
        assertProblem("{" + first + entry("w", "U8", "[4]", 12, 8) + "}", data, "before it begins");
        assertProblem("{" + first + entry("w", "U8", "[1]", 8, Long.MAX_VALUE) + "}", data, "do not hold");
        assertProblem("{" + entry("w", "F32", "[2]", 0, 12) + "}", data, "12 bytes do not hold");
        assertProblem("{" + entry("w", "BF16", "[3]", 0, 12) + "}", data, "12 bytes do not hold");
        assertProblem("{" + entry("w", "F32", "[0,3]", 0, 12) + "}", data, "12 bytes do not hold");
        assertProblem("{" + entry("w", "U8", "[4294967296,4294967296,12]", 0, 12) + "}", data, "larger than any file");
        assertProblem("{" + entry("w", "F32", "[4611686018427387907]", 0, 12) + "}", data, "larger than any file");
    }

    @Test
    void otherJsonIsRefusedWithTheTensorsName() {
        byte[] data = new byte[2];
        String dtype = "\"dtype\":\"U8\"";
        String shape = "\"shape\":[2]";
        String offsets = "\"data_offsets\":[0,2]";
        for (String incomplete : List.of(dtype + "," + shape, dtype + "," + offsets, shape + "," + offsets)) {
            assertProblem("{\"w\":{" + incomplete + "}}", data, "lacks");
        }
        String whole = String.join(",", dtype, shape, offsets);
        assertProblem("{\"w\":{" + whole + "},\"w\":{" + whole + "}}", data, "is there twice");
        assertProblem("{\"w\":{" + whole + "," + dtype + "}}", data, "two types");
        assertProblem("{\"w\":{" + whole + "," + shape + "}}", data, "two shapes");
        assertProblem("{\"w\":{" + whole + "," + offsets + "}}", data, "two pairs");
        assertProblem("{\"w\":{" + whole + ",\"x\":1}}", data, "unknown field 'x'");
        assertProblem("{\"w\":7}", data, "not described");
        assertProblem("{" + entry("w", "F8_E4M3", "[2]", 0, 2) + "}", data, "'F8_E4M3' is not supported");
        for (String bad : List.of("[-2]", "[2.0]", "[\"2\"]", "[99999999999999999999]", "[null]")) {
            assertProblem("{" + entry("w", "U8", bad, 0, 2) + "}", data, "something else than sizes");
        }
        assertProblem("{" + entry("w", "U8", "[[2]]", 0, 2) + "}", data, "nesting depth");
        assertProblem("{" + entry("w", "U8", "2", 0, 2) + "}", data, "not a list");
        assertProblem("{" + entry("w", "U8", "[1,1,1,1,1,1,1,1,2]", 0, 2) + "}", data, "more than 8");
        assertProblem("{\"w\":{" + dtype + "," + shape + ",\"data_offsets\":[0]}}", data, "lacks");
        assertProblem("{\"w\":{" + dtype + "," + shape + ",\"data_offsets\":[0,1,2]}}", data, "more than 2");
        assertProblem("{\"w\":{" + whole, data, "not JSON");
    }

    @Test
    void theHeaderIsBoundedInDepthAndNothingFollowsIt() {
        String deep = "{\"__metadata__\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertProblem(SafetensorsFile.of(deep, NO_DATA), "__metadata__", "nesting depth");
        assertProblem(SafetensorsFile.of("{} {}", NO_DATA), null, "does not end");
        assertProblem(SafetensorsFile.of("[]", NO_DATA), null, "not a JSON object");
        assertProblem(SafetensorsFile.of("{\"\uFFFD".replace('\uFFFD', '\u0001') + "\":1}", NO_DATA), null, "not JSON");
    }

    @Test
    void garbageIsRefused() throws IOException {
        Random random = new Random(4);
        byte[] whole = sound().bytes();
        int data = whole.length - 100;
        for (int i = 0; i < 500; i++) {
            byte[] noise = whole.clone();
            for (int k = 0; k < 4; k++) {
                noise[8 + random.nextInt(data - 8)] = (byte) random.nextInt();
            }
            try (Checkpoint checkpoint = open(noise)) {
                // a flipped letter of a name is not for a reader to see
                checkpoint.names().forEach((name) -> checkpoint.tensor(name).toFloats());
            }
            catch (WeightsException ex) {
                assertThat(ex).hasMessageContaining("model.safetensors");
            }
        }
    }

    private static SafetensorsFile sound() {
        return new SafetensorsFile().float32("floats", VALUES, 2, 3)
            .float64("doubles", new double[] { 0.1, -1e30 }, 2)
            .float16("halfs", VALUES, 6)
            .bfloat16("brains", new float[] { 1, -2.5f, 0.125f }, 3)
            .integers("bytes", DataType.INT8, new long[] { -128, 0, 127 }, 3)
            .integers("unsigned", DataType.UINT8, new long[] { 0, 255 }, 2)
            .integers("shorts", DataType.INT16, new long[] { -32768, 32767 }, 2)
            .integers("integers", DataType.INT32, new long[] { -70000, 70000 }, 2)
            .integers("longs", DataType.INT64, new long[] { -7_000_000_000L, 7_000_000_000L }, 2)
            .integers("truths", DataType.BOOL, new long[] { 0, 1, 1 }, 3)
            .integers("scalar", DataType.INT64, new long[] { -8_000_000_000L })
            .float32("nothing", new float[0], 0, 5);
    }

    private static String entry(String name, String type, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(name, type, shape, begin,
                end);
    }

    private static byte[] lengthOf(byte[] file, long length) {
        byte[] changed = file.clone();
        for (int i = 0; i < 8; i++) {
            changed[i] = (byte) (length >>> 8 * i);
        }
        return changed;
    }

    private void assertProblem(String header, byte[] data, String problem) {
        assertProblem(SafetensorsFile.of(header, data), "w", problem);
    }

    private void assertProblem(byte[] bytes, @Nullable String tensor, String problem) {
        assertThatThrownBy(() -> open(bytes)).isInstanceOfSatisfying(WeightsException.class, (ex) -> {
            assertThat(ex).hasMessageContaining("model.safetensors").hasMessageContaining(problem);
            assertThat(ex.tensor()).isEqualTo(tensor);
        });
    }

    private Checkpoint open(byte[] bytes) throws IOException {
        return SafetensorsCheckpoint.open(Files.write(this.directory.resolve("model.safetensors"), bytes));
    }

}
