package io.parley.asr.mapping;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.parley.web.error.FailureException;
import io.parley.web.form.FormFields;
import org.jspecify.annotations.Nullable;

/** Reads the fields that say which language is spoken. */
final class Languages {

    private static final Pattern CODE = Pattern.compile("[A-Za-z]{2,3}");

    private Languages() {
    }

    /** The one language that a form names, or null if the model is to find out. */
    static @Nullable String of(FormFields fields) {
        String language = fields.text("language");
        List<String> candidates = fields.list("languages").stream().map((code) -> code(code, "languages")).toList();
        if (language != null) {
            return code(language, "language");
        }
        return (candidates.size() == 1) ? candidates.getFirst() : null;
    }

    private static String code(String language, String field) {
        if (!CODE.matcher(language).matches()) {
            throw FailureException.badField(field,
                    "A language is given as its ISO-639-1 code, as in 'en': '%s' is none."
                        .formatted(FormFields.shown(language)));
        }
        return language.toLowerCase(Locale.ROOT);
    }

}
