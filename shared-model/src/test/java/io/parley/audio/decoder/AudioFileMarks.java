package io.parley.audio.decoder;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds where the chunks, boxes, elements, pages and frames of audio files begin. */
final class AudioFileMarks {

    private static final String NAMES = "RIFF RF64 WAVE fmt_ data LIST fact ds64 OggS Opus vorb fLaC ID3 Xing Info LAME"
            + " ftyp moov mvhd trak tkhd edts elst mdia mdhd hdlr minf stbl stsd mp4a esds stts stsc stsz stco co64 sgpd"
            + " sbgp udta meta mvex trex moof mfhd traf tfhd tfdt trun mdat free wide wave chan dOps dfLa sowt lpcm"
            + " A\\OP A\\VO A\\AA A\\FL A\\PC A\\MP";

    /** Elements of Matroska with four bytes of name. */
    private static final int[] ELEMENTS = { 0x1A45DFA3, 0x18538067, 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1F43B675,
            0x1C53BB6B, 0x1254C367 };

    /** And with two or three, before what follows: codec, its data, duration, rate. */
    private static final Set<Integer> SHORT_ELEMENTS = Set.of(0x63A2, 0x4489, 0x4286, 0x4DBB, 0x53AC, 0x56AA, 0x6264);

    private static final Set<Integer> WORDS = words();

    private AudioFileMarks() {
    }

    private static Set<Integer> words() {
        Set<Integer> words = new HashSet<>();
        Stream.of(NAMES.split(" "))
            .map((name) -> (name + '_').substring(0, 4).replace('_', ' ').replace('\\', '_'))
            .forEach((name) -> words.add(word(name.getBytes(StandardCharsets.US_ASCII), 0)));
        IntStream.of(ELEMENTS).forEach(words::add);
        return Set.copyOf(words);
    }

    private static int word(byte[] file, int at) {
        return (file[at] & 0xFF) << 24 | (file[at + 1] & 0xFF) << 16 | (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
    }

    /** Offsets in rising order. */
    static int[] of(byte[] file) {
        return IntStream.range(0, Math.max(0, file.length - 3)).filter((at) -> begins(word(file, at))).toArray();
    }

    private static boolean begins(int word) {
        int sync = word >>> 16;
        return WORDS.contains(word) || SHORT_ELEMENTS.contains(sync) || sync >= 0xFFF0 && sync <= 0xFFFB;
    }

}
