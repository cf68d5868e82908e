package io.parley.standalone.verify;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What was found, beside what the model's authors publish. */
public final class VerificationTable {

    private static final String HEAD = "%-48s %6s %7s %10s %7s%n";

    private static final String ROW = "%-48s %6d %7d %10s %7s%n";

    private final List<Measurement> measurements;

    public VerificationTable(List<Measurement> measurements) {
        this.measurements = List.copyOf(measurements);
    }

    /**
     * Prints it.
     * @param published whether the figures of LFM2-Audio's authors are worth comparing
     */
    public void print(PrintWriter out, boolean published) {
        out.printf(Locale.ROOT, HEAD, "CHECK", "CLIPS", "FAILED", "RESULT", "RTF");
        for (Measurement line : this.measurements) {
            out.printf(Locale.ROOT, ROW, line.check(), line.clips(), line.failures(), percent(line.value()),
                    number(line.realTimeFactor()));
        }
        if (published) {
            out.printf(Locale.ROOT, HEAD, "WER published for LFM2-Audio, LibriSpeech-clean", "", "", "2.03 %", "");
            out.printf(Locale.ROOT, HEAD, "WER published for LFM2-Audio, AMI", "", "", "15.36 %", "");
        }
        out.println();
        out.println(
                "WER: words wrong by words said, after lower-casing and leaving punctuation out. Published figures");
        out.println(
                "use Whisper's normaliser, which also evens out numbers, spellings and contractions: expect a bit more.");
        out.println("RTF: time by length of the sound, loading not counted; of the spoken check, time to speak.");
        out.flush();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

}
