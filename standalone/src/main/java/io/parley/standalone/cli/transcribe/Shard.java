package io.parley.standalone.cli.transcribe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * One of several shares of the same sounds. Which share a sound belongs to is said by its
 * name alone, so that several processes, or one that is started again, agree on it
 * without asking each other, and whatever else is there.
 *
 * @param index from 0
 * @param count of all shares
 */
public record Shard(int index, int count) {

    public Shard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "A shard is I/N: one of N, with I from 0 to N-1, as 0/4; not %d/%d.".formatted(index, count));
        }
    }

    /**
     * Reads what stands on a command line.
     * @throws IllegalArgumentException if it is no shard; the message is a sentence
     */
    public static Shard parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            if (parts.length == 2) {
                return new Shard(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
            }
        }
        catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException("A shard is I/N, as 0/4; not %s.".formatted(text));
    }

    /**
     * Whether a sound belongs to this share.
     * @param name of it below its folder
     */
    boolean holds(Path name) {
        CRC32 sum = new CRC32();
        // by any system's separator the same
        name.forEach((part) -> sum.update((part + "/").getBytes(StandardCharsets.UTF_8)));
        return sum.getValue() % this.count == this.index;
    }

}
