package io.parley.chat.upstream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server says went wrong.
 *
 * @param message in its words, or in ours if it has none
 * @param param the field that is to blame, or null
 * @param code a word for the case, or null
 */
record UpstreamError(String message, @Nullable String param, @Nullable String code) {

    private static final int SHOWN = 500;

    /** Reads an error's body, whatever it is. */
    static UpstreamError of(JsonMapper json, String body) {
        try {
            return of(json.readTree(body).path("error"));
        }
        catch (JacksonException ex) {
            return of(json.missingNode());
        }
    }

    /** Reads the member {@code error}. */
    static UpstreamError of(JsonNode error) {
        // some servers send a bare text
        String said = error.isString() ? error.stringValue() : error.path("message").stringValue("");
        String message = said.isBlank() ? "it does not say why" : said;
        return new UpstreamError((message.length() <= SHOWN) ? message : message.substring(0, SHOWN) + "...",
                error.path("param").stringValue(null), error.path("code").stringValue(null));
    }

}
