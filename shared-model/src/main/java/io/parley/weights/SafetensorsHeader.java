package io.parley.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON header of a safetensors file: an object with one entry a tensor,
 * {@code "name": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, 12]}}, and an
 * optional {@code __metadata__} of texts. Read token by token, so that a hostile header
 * costs no more memory than its own length allows, and no more stack than its three
 * levels.
 */
final class SafetensorsHeader {

    private static final int MAX_DEPTH = 3;

    private static final int MAX_NAME = 1024;

    private static final int MAX_RANK = 8;

    private static final String METADATA = "__metadata__";

    private static final Map<String, DataType> TYPES = Map.ofEntries(Map.entry("F64", DataType.FLOAT64),
            Map.entry("F32", DataType.FLOAT32), Map.entry("F16", DataType.FLOAT16),
            Map.entry("BF16", DataType.BFLOAT16), Map.entry("I8", DataType.INT8), Map.entry("U8", DataType.UINT8),
            Map.entry("I16", DataType.INT16), Map.entry("I32", DataType.INT32), Map.entry("I64", DataType.INT64),
            Map.entry("BOOL", DataType.BOOL));

    private final Path file;

    private final JsonFactory json = JsonFactory.builder()
        .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNameLength(MAX_NAME).build())
        .build();

    private @Nullable String tensor;

    SafetensorsHeader(Path file) {
        this.file = file;
    }

    /**
     * All tensors in the header's order.
     * @throws WeightsException if the text is not such a header
     */
    List<SafetensorsEntry> read(byte[] text) {
        try (JsonParser in = this.json.createParser(ObjectReadContext.empty(), text)) {
            expect(in.nextToken() == JsonToken.START_OBJECT, "the header is not a JSON object");
            List<SafetensorsEntry> entries = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                this.tensor = name;
                expect(names.add(name), "is there twice");
                if (METADATA.equals(name)) {
                    in.nextToken();
                    in.skipChildren();
                }
                else {
                    entries.add(entry(name, in));
                }
                this.tensor = null;
            }
            expect(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null,
                    "the header does not end with its JSON object");
            return entries;
        }
        catch (JacksonException ex) {
            throw new WeightsException(this.file, this.tensor, "the header is not JSON: " + ex.getOriginalMessage(),
                    ex);
        }
    }

    private SafetensorsEntry entry(String name, JsonParser in) {
        expect(in.nextToken() == JsonToken.START_OBJECT, "is not described by a JSON object");
        DataType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        for (String field = in.nextName(); field != null; field = in.nextName()) {
            in.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(type == null, "has two types");
                    type = type(in);
                }
                case "shape" -> {
                    expect(shape == null, "has two shapes");
                    shape = numbers(in, "shape", MAX_RANK);
                }
                case "data_offsets" -> {
                    expect(offsets == null, "has two pairs of offsets");
                    offsets = numbers(in, "data_offsets", 2);
                }
                default -> throw problem("has an unknown field '" + field + "'");
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw problem("lacks its dtype, its shape or its two data_offsets");
        }
        return new SafetensorsEntry(name, type, shape, offsets.getFirst(), offsets.getLast());
    }

    private DataType type(JsonParser in) {
        expect(in.currentToken() == JsonToken.VALUE_STRING, "has a dtype that is not text");
        DataType type = TYPES.get(in.getString());
        if (type == null) {
            throw problem("type '" + in.getString() + "' is not supported");
        }
        return type;
    }

    private List<Long> numbers(JsonParser in, String field, int most) {
        expect(in.currentToken() == JsonToken.START_ARRAY, field + " is not a list");
        List<Long> numbers = new ArrayList<>(2);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            expect(in.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER && in.getLongValue() >= 0,
                    field + " holds something else than sizes");
            expect(numbers.size() < most, field + " has more than " + most + " numbers");
            numbers.add(in.getLongValue());
        }
        return numbers;
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            throw problem(problem);
        }
    }

    private WeightsException problem(String problem) {
        return new WeightsException(this.file, this.tensor, problem);
    }

}
