package io.parley.text.phonemes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.parley.testing.SharedData;
import io.parley.testing.TestModels;
import io.parley.text.Accent;

class PhonemizerTest {

    private final Phonemizers phonemizers = new Phonemizers(TestModels::misaki);

    @Test
    void aSentenceKeepsItsPunctuationAndStress() {
        assertThat(phonemes("Hello world, this is a test.")).isEqualTo("həlˈO wˈɜɹld, ðɪs ɪz ɐ tˈɛst.");
        assertThat(this.phonemizers.of(Accent.BRITISH).phonemes("Hello world, this is a test."))
            .isEqualTo("həlˈQ wˈɜːld, ðɪs ɪz ɐ tˈɛst.");
    }

    @Test
    void theVocabularyIsTheModels() {
        JsonNode table = JsonMapper.builder().build().readTree(SharedData.path("models/kokoro-vocab.json").toFile());

        assertThat(table.size()).isEqualTo(114);
        table.propertyStream()
            .forEach((entry) -> assertThat(KokoroVocabulary.encode(entry.getKey()))
                .containsExactly(entry.getValue().asInt()));
        assertThat(KokoroVocabulary.encode("a\nß1a")).containsExactly(43, 43);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Text with 3 digits & signs #5 @home, not normalised.", "Привет 你好 ☃ hello",
            "xkcd qwrtz zzz", "ÀÉÎÕÜ naïve façade Łódź Straße Ærø", "'tis 'twas rock 'n' roll 'quoted'",
            "a-b-c- -d --e", "IT'S A TRAP NOW", "“Quotes” (brackets) — dashes… ; : ! ?", "[x](/ə/) [y](/docs/)" })
    void everythingThatComesOutIsInTheVocabulary(String text) {
        for (Accent accent : Accent.values()) {
            assertThat(this.phonemizers.of(accent).phonemes(text)).isNotEmpty()
                .satisfies((phonemes) -> assertThat(KokoroVocabulary.encode(phonemes)).hasSize(phonemes.length()))
                .doesNotContain("  ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "cat's", "cats", "boxes", "walked", "wanted", "running", "googled", "blogging", "unboxed",
            "preloaded", "hyperlinked", "smartwatch", "snowboarders", "re-read", "iPhone", "GitHub", "JavaScript" })
    void everyWordHasOnePrimaryStressOrMoreAndAVowel(String word) {
        assertThat(phonemes(word)).containsPattern("ˈ[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵊᵻ]");
    }

    @Test
    void unknownWordsAreStressedAndSpokenNotSpelled() {
        assertThat(phonemes("Zorbulent blenticated fromages")).matches("[^ ]*ˈ[^ ]* [^ ]*ˈ[^ ]* [^ ]*ˈ[^ ]*");
        assertThat(phonemes("grelf")).isEqualTo("ɡɹˈɛlf");
    }

    @Test
    void aWordsRunCarriesItsTextAndItsSpace() {
        assertThat(this.phonemizers.of(Accent.AMERICAN).phonemize("Oh, [well](/wˈAl/)!")).containsExactly(
                new PhonemeRun("Oh", "ˈO", false), new PhonemeRun(",", ",", false),
                new PhonemeRun("well", "wˈAl", true), new PhonemeRun("!", "!", false));
    }

    @Test
    void aMissingOrBrokenDictionaryIsNamed(@TempDir Path directory) throws IOException {
        Phonemizers broken = new Phonemizers(() -> directory);
        assertThatExceptionOfType(PhonemesException.class).isThrownBy(() -> broken.of(Accent.AMERICAN))
            .withMessageContaining("us_gold.json");

        Files.writeString(directory.resolve("us_gold.json"), "{\"a\": ");
        assertThatExceptionOfType(PhonemesException.class).isThrownBy(() -> broken.of(Accent.AMERICAN))
            .withMessageContaining("us_gold.json");
    }

    @Test
    void theDictionariesStaySmallInMemory() {
        for (Accent accent : Accent.values()) {
            PronouncingDictionary dictionary = PronouncingDictionary.read(TestModels.misaki(), accent);

            assertThat(dictionary.size()).isGreaterThan(180_000);
            assertThat(dictionary.bytes()).isLessThan(6 << 20);
        }
    }

    @Test
    void wordsOfBothPartsAndAllPartsOfSpeechAreFound() {
        PronouncingDictionary dictionary = PronouncingDictionary.read(TestModels.misaki(), Accent.AMERICAN);

        assertThat(dictionary.find("aahing")).isEqualTo(new Pronunciation("ˈɑɪŋ", Map.of(), false));
        assertThat(List.of("'Merica", "zymurgy", "NASA", "maid")).allMatch(dictionary::contains);
        assertThat(dictionary.find("tear").as(WordClass.VERB)).isEqualTo("tˈɛɹ");
        assertThat(dictionary.find("nosuchword")).isNull();
    }

    private String phonemes(String text) {
        return this.phonemizers.of(Accent.AMERICAN).phonemes(text);
    }

}
