package io.parley.standalone;

import java.util.List;
import java.util.Locale;

import io.parley.asr.AsrApplication;
import io.parley.chat.ChatApplication;
import io.parley.classification.ClassificationApplication;
import io.parley.gateway.GatewayApplication;
import io.parley.tts.TtsApplication;

/** What the suite is made of, each of which can run in a process of its own. */
public enum SuitePart {

    /** Transcribes. */
    ASR(AsrApplication.class, AsrApplication.CONFIG_NAME),

    /** Speaks. */
    TTS(TtsApplication.class, TtsApplication.CONFIG_NAME),

    /** Classifies. */
    CLASSIFICATION(ClassificationApplication.class, ClassificationApplication.CONFIG_NAME),

    /** Converses. */
    CHAT(ChatApplication.class, ChatApplication.CONFIG_NAME),

    /** Stands before the others, and has no models. */
    GATEWAY(GatewayApplication.class, GatewayApplication.CONFIG_NAME);

    static final List<SuitePart> SERVICES = List.of(ASR, TTS, CLASSIFICATION, CHAT);

    private final Class<?> application;

    private final String configName;

    SuitePart(Class<?> application, String configName) {
        this.application = application;
        this.configName = configName;
    }

    Class<?> application() {
        return this.application;
    }

    /** The base name of its configuration files. */
    String configName() {
        return this.configName;
    }

    /** Where the gateway finds its address. */
    String addressProperty() {
        return "parley.gateway.services." + name().toLowerCase(Locale.ROOT);
    }

}
