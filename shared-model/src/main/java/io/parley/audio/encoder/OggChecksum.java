package io.parley.audio.encoder;

/**
 * The cyclic redundancy check of RFC 3533, 6: 32 bits, the highest first, from 0, nothing
 * inverted; not the one of {@link java.util.zip.CRC32}.
 */
final class OggChecksum {

    private static final int POLYNOMIAL = 0x04C1_1DB7;

    private static final int[] BY_BYTE = table();

    private OggChecksum() {
    }

    private static int[] table() {
        int[] table = new int[1 << Byte.SIZE];
        for (int i = 0; i < table.length; i++) {
            int rest = i << Integer.SIZE - Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                rest = (rest < 0) ? rest << 1 ^ POLYNOMIAL : rest << 1;
            }
            table[i] = rest;
        }
        return table;
    }

    static int of(byte[] bytes) {
        int checksum = 0;
        for (byte next : bytes) {
            checksum = checksum << Byte.SIZE ^ BY_BYTE[checksum >>> Integer.SIZE - Byte.SIZE ^ next & 0xFF];
        }
        return checksum;
    }

}
