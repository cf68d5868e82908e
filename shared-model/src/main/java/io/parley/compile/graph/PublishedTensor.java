package io.parley.compile.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import ai.onnx.proto.OnnxMl;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a weight of a published graph: in the graph's file or in one beside it.
 *
 * @param bytes their number
 * @param content writes them, or null if they are few and not kept as bytes, so that the
 * weight is best left as it is
 */
record PublishedTensor(long bytes, @Nullable TensorContent content) {

    /** Below that a weight stays in the graph, where the runtime reads shapes from. */
    private static final int SMALL = 1024;

    private static final int CHUNK = 1 << 20;

    /**
     * A weight's bytes.
     * @param graph the file of the graph
     * @throws IllegalArgumentException if its side file is not where it may be
     */
    static PublishedTensor of(OnnxMl.TensorProto weight, Path graph) {
        if (weight.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
            return external(weight, graph);
        }
        if (weight.getRawData().size() < SMALL) {
            return new PublishedTensor(weight.getRawData().size(), null);
        }
        return new PublishedTensor(weight.getRawData().size(), (output) -> {
            byte[] chunk = new byte[CHUNK];
            try (InputStream input = weight.getRawData().newInput()) {
                for (int read = input.read(chunk); read > 0; read = input.read(chunk)) {
                    output.bytes(chunk, 0, read);
                }
            }
        });
    }

    /** All bytes of a weight that is known to be small. */
    static byte[] read(OnnxMl.TensorProto weight, Path graph) throws IOException {
        if (weight.getDataLocation() != OnnxMl.TensorProto.DataLocation.EXTERNAL) {
            return weight.getRawData().toByteArray();
        }
        SideFileRange range = range(weight, graph);
        try (InputStream input = Files.newInputStream(Path.of(range.file()))) {
            input.skipNBytes(range.offset());
            return input.readNBytes(Math.toIntExact(range.length()));
        }
    }

    private static PublishedTensor external(OnnxMl.TensorProto weight, Path graph) {
        SideFileRange range = range(weight, graph);
        return new PublishedTensor(range.length(), (output) -> copy(range, output));
    }

    private static SideFileRange range(OnnxMl.TensorProto weight, Path graph) {
        Map<String, String> entries = weight.getExternalDataList()
            .stream()
            .collect(Collectors.toMap(OnnxMl.StringStringEntryProto::getKey, OnnxMl.StringStringEntryProto::getValue));
        Path directory = graph.resolveSibling("").toAbsolutePath().normalize();
        Path file = directory.resolve(entries.getOrDefault("location", "")).normalize();
        if (!file.startsWith(directory)) {
            throw new IllegalArgumentException("its data lies outside of the directory");
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no " + file.getFileName());
        }
        long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
        String length = entries.get("length");
        return new SideFileRange(file.toString(), offset,
                (length != null) ? Long.parseLong(length) : file.toFile().length() - offset);
    }

    private static void copy(SideFileRange range, TensorOutput output) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream input = Files.newInputStream(Path.of(range.file()))) {
            input.skipNBytes(range.offset());
            for (long left = range.length(); left > 0;) {
                int count = input.readNBytes(chunk, 0, (int) Math.min(left, CHUNK));
                if (count == 0) {
                    throw new IOException(range.file() + " ends before its weights do");
                }
                output.bytes(chunk, 0, count);
                left -= count;
            }
        }
    }

}
