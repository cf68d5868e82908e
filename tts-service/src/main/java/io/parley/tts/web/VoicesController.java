package io.parley.tts.web;

import java.util.List;
import java.util.stream.Stream;

import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;
import io.parley.tts.web.VoiceList.VoiceEntry;
import io.parley.web.models.ModelNames;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The voices that there are to speak with. */
@RestController
class VoicesController {

    private final Synthesizers synthesizers;

    private final ModelNames<Synthesizer> names;

    VoicesController(Synthesizers synthesizers, ModelNames<Synthesizer> names) {
        this.synthesizers = synthesizers;
        this.names = names;
    }

    @GetMapping("/v1/audio/voices")
    @Operation(operationId = "listVoices")
    ResponseEntity<VoiceList> list(@RequestParam(required = false) @Nullable String model) {
        Stream<VoiceEntry> voices = (model != null) ? voices(model, this.names.named(model))
                : this.synthesizers.models().stream().flatMap((id) -> voices(id, this.synthesizers.named(id)));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new VoiceList(voices.toList()));
    }

    private static Stream<VoiceEntry> voices(String model, Synthesizer synthesizer) {
        return synthesizer.voices()
            .stream()
            .map((voice) -> new VoiceEntry(voice.id(), voice.id(), model, List.copyOf(voice.aliases())));
    }

}
