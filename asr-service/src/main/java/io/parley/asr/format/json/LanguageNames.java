package io.parley.asr.format.json;

import java.util.Locale;
import java.util.Map;

/** The English names that OpenAI gives languages by. */
final class LanguageNames {

    /** Where Whisper's own list says something else than the Unicode consortium. */
    private static final Map<String, String> WHISPER = Map.of("bn", "bengali", "jw", "javanese", "mi", "maori", "my",
            "myanmar", "nn", "nynorsk");

    private LanguageNames() {
    }

    /**
     * The name of a language.
     * @param code ISO-639-1, or ISO-639-3 where that has none
     * @return in lower case; the code itself if it is unknown
     */
    static String of(String code) {
        String name = WHISPER.get(code);
        return (name != null) ? name : Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }

}
