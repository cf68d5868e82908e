package io.parley.classification.web;

import io.parley.classification.mapping.ClassificationRequests;
import io.parley.concurrent.Cancellation;
import io.parley.speech.AudioClassifier;
import io.parley.web.connection.HangUps;
import io.parley.web.models.ModelNames;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the models can say. */
@RestController
class LabelsController {

    private final ClassificationRequests requests;

    private final ModelNames<AudioClassifier> names;

    private final HangUps hangUps;

    LabelsController(ClassificationRequests requests, ModelNames<AudioClassifier> names, HangUps hangUps) {
        this.requests = requests;
        this.names = names;
        this.hangUps = hangUps;
    }

    @GetMapping("/v1/audio/classification/labels")
    @Operation(operationId = "listAudioClassificationLabels")
    ResponseEntity<LabelList> list(@RequestParam(required = false) @Nullable String model, HttpServletRequest request) {
        String name = this.requests.name(model);
        Cancellation cancellation = new Cancellation();
        try (HangUps.Watch _ = this.hangUps.watch(request, cancellation::cancel)) {
            return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(LabelList.of(name, this.names.named(name).labels(cancellation)));
        }
    }

}
