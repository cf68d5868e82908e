package io.parley.chat.realtime;

/** The two companding laws of telephony, ITU-T G.711: eight bits for a sample. */
enum G711 {

    /** North America's and Japan's. */
    MU_LAW {

        @Override
        int expand(int code) {
            int bits = ~code & 0xFF;
            int magnitude = ((((bits & 0x0F) << 3) + MU_BIAS) << ((bits & 0x70) >> 4)) - MU_BIAS;
            return ((bits & 0x80) != 0) ? -magnitude : magnitude;
        }

        @Override
        int compress(int sample) {
            int sign = (sample < 0) ? 0x80 : 0;
            int magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
            int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
            return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0F)) & 0xFF;
        }

    },

    /** The rest of the world's. */
    A_LAW {

        @Override
        int expand(int code) {
            int bits = code ^ 0x55;
            int exponent = (bits & 0x70) >> 4;
            int mantissa = ((bits & 0x0F) << 4) + 8;
            int magnitude = (exponent == 0) ? mantissa : (mantissa + 0x100) << (exponent - 1);
            return ((bits & 0x80) != 0) ? magnitude : -magnitude;
        }

        @Override
        int compress(int sample) {
            int sign = (sample < 0) ? 0 : 0x80;
            int magnitude = Math.min((sample < 0) ? ~sample : sample, Short.MAX_VALUE);
            int exponent = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude | 1) - 7);
            int mantissa = (magnitude >> ((exponent == 0) ? 4 : exponent + 3)) & 0x0F;
            return (sign | (exponent << 4) | mantissa) ^ 0x55;
        }

    };

    private static final int MU_BIAS = 0x84;

    private static final int MU_CLIP = 32_635;

    /** The sample of a code, 16 bits. */
    abstract int expand(int code);

    /** The code that is nearest to a sample of 16 bits. */
    abstract int compress(int sample);

}
