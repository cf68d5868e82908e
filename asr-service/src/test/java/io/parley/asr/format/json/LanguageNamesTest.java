package io.parley.asr.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageNamesTest {

    @ParameterizedTest
    @CsvSource({ "en, english", "de, german", "zh, chinese", "yue, cantonese", "haw, hawaiian", "ht, haitian creole",
            "he, hebrew", "jw, javanese", "nn, nynorsk", "my, myanmar", "mi, maori", "no, norwegian", "tl, tagalog",
            "ps, pashto", "pa, punjabi", "bn, bengali", "lb, luxembourgish", "si, sinhala", "xq, xq" })
    void aLanguageHasTheNameThatOpenAiGivesIt(String code, String name) {
        assertThat(LanguageNames.of(code)).isEqualTo(name);
    }

}
