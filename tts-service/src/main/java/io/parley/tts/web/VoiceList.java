package io.parley.tts.web;

import java.util.List;

/**
 * Voices as callers see them.
 *
 * @param voices of all models, each model's default first
 */
record VoiceList(List<VoiceEntry> voices) {

    /**
     * A voice.
     *
     * @param id by which it is asked for
     * @param name the same, for those who show names
     * @param model that speaks with it
     * @param aliases further names by which it can be asked for
     */
    record VoiceEntry(String id, String name, String model, List<String> aliases) {
    }

}
