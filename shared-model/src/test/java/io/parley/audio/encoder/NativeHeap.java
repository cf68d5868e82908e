package io.parley.audio.encoder;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What glibc has given out and not got back, by its {@code mallinfo2}. */
final class NativeHeap {

    /** Ten counters of the size of a pointer. */
    private static final MemoryLayout COUNTERS = MemoryLayout
        .structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

    private static final int BYTES_MAPPED = 4;

    private static final int BYTES_IN_USE = 7;

    private final MethodHandle counters;

    NativeHeap() {
        Linker linker = Linker.nativeLinker();
        this.counters = linker.downcallHandle(linker.defaultLookup().findOrThrow("mallinfo2"),
                FunctionDescriptor.of(COUNTERS));
    }

    long bytesInUse() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = (MemorySegment) this.counters
                .invokeExact((java.lang.foreign.SegmentAllocator) arena);
            return segment.getAtIndex(ValueLayout.JAVA_LONG, BYTES_MAPPED)
                    + segment.getAtIndex(ValueLayout.JAVA_LONG, BYTES_IN_USE);
        }
        catch (Throwable ex) {
            throw new AssertionError(ex);
        }
    }

}
