package io.parley.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Walks a little-endian container from its beginning and never past its end: every length
 * found in the file is compared with what is left before it is used.
 */
final class HeaderReader {

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;

    private final MemorySegment bytes;

    private long position;

    private @Nullable String tensor;

    HeaderReader(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Names the tensor that problems belong to from here on; null for none. */
    void inTensor(@Nullable String name) {
        this.tensor = name;
    }

    int u8(String what) {
        return Byte.toUnsignedInt(this.bytes.get(ValueLayout.JAVA_BYTE, advance(1, what)));
    }

    int u16(String what) {
        return Short.toUnsignedInt(this.bytes.get(U16, advance(2, what)));
    }

    long u32(String what) {
        return Integer.toUnsignedLong(this.bytes.get(U32, advance(4, what)));
    }

    long i64(String what) {
        return this.bytes.get(U64, advance(8, what));
    }

    long u64(String what) {
        long value = i64(what);
        if (value < 0) {
            throw problem(what + " is " + Long.toUnsignedString(value));
        }
        return value;
    }

    MemorySegment slice(long length, String what) {
        return this.bytes.asSlice(advance(length, what), length);
    }

    /** UTF-8 text of a given length in bytes, with a closing NUL that is dropped. */
    String terminatedText(int length, String what) {
        ByteBuffer text = slice(length, what).asByteBuffer();
        if (length < 2 || text.get(length - 1) != 0) {
            throw problem(what + " is empty or does not end where its length says");
        }
        String decoded = decode(text.limit(length - 1), what);
        if (decoded.indexOf('\0') >= 0) {
            throw problem(what + " has a NUL within");
        }
        return decoded;
    }

    /** UTF-8 text with its length in front, in 8 bytes. */
    String text(int mostBytes, String what) {
        long length = u64("the length of " + what);
        if (length > mostBytes) {
            throw problem(what + " of " + length + " bytes is longer than the limit of " + mostBytes);
        }
        return decode(slice(length, what).asByteBuffer(), what);
    }

    private String decode(ByteBuffer text, String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        }
        catch (CharacterCodingException ex) {
            throw problem(what + " is not UTF-8");
        }
    }

    /**
     * Goes on to the next multiple of an alignment, counted from the file's beginning.
     */
    void align(int alignment) {
        advance((alignment - this.position % alignment) % alignment, "the padding");
    }

    long remaining() {
        return this.bytes.byteSize() - this.position;
    }

    WeightsException problem(String problem) {
        return new WeightsException(this.file, this.tensor, problem);
    }

    private long advance(long length, String what) {
        if (length > remaining()) {
            throw problem("truncated: " + what + " at byte " + this.position + " needs " + length + " bytes, "
                    + remaining() + " are left");
        }
        long start = this.position;
        this.position += length;
        return start;
    }

}
