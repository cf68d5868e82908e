package io.parley.asr.format.json;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A translation in the format "json".
 *
 * @param text the words in English
 */
@Schema(name = "Translation")
public record Translation(String text) {
}
