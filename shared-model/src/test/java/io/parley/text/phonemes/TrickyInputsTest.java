package io.parley.text.phonemes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.parley.testing.TestModels;
import io.parley.text.Accent;
import io.parley.text.normalize.EnglishNormalizer;

/**
 * The table of tricky inputs. What is known to be wrong is listed with what is said
 * instead, and leaves the list when it is right.
 */
class TrickyInputsTest {

    private final Phonemizers phonemizers = new Phonemizers(TestModels::misaki);

    @Test
    void atLeastNineInTenAreRightAndTheOthersAreThoseThatAreKnown() throws IOException {
        List<String[]> rows = rows("tricky.tsv");
        Map<String, String> wrong = new LinkedHashMap<>();
        for (String[] row : rows) {
            Accent accent = row[0].equals("gb") ? Accent.BRITISH : Accent.AMERICAN;
            String words = new EnglishNormalizer(accent).normalize(row[2].replace("\\n", "\n"));
            String said = row[1].equals("words") ? words : sound(accent, words, row[3]);
            if (!said.equals(row[3])) {
                wrong.put(row[0] + "\t" + row[2], said);
            }
        }
        Map<String, String> known = new LinkedHashMap<>();
        rows("tricky-known.tsv").forEach((row) -> known.put(row[0] + "\t" + row[1], row[2]));
        assertThat(wrong).isEqualTo(known);
        assertThat(rows).hasSizeGreaterThanOrEqualTo(100);
        assertThat(wrong.size()).isLessThanOrEqualTo(rows.size() / 10);
    }

    /** The expected word with the phonemes that it has. */
    private String sound(Accent accent, String text, String expected) {
        String word = expected.substring(0, expected.indexOf('='));
        return this.phonemizers.of(accent)
            .phonemize(text)
            .stream()
            .filter((run) -> run.text().equals(word))
            .map((run) -> word + "=" + run.phonemes())
            .findFirst()
            .orElse(text);
    }

    private static List<String[]> rows(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(TrickyInputsTest.class.getResourceAsStream(name))) {
            List<String[]> rows = new ArrayList<>();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    rows.add(line.split("\t"));
                }
            }
            return rows;
        }
    }

}
